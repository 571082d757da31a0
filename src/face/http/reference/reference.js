'use strict';
// Draws openapi.json. Everything from the document becomes text, never markup.

function element(name, text, children = []) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function resolved(schema, api) {
  if (!schema || !schema.$ref) return schema;
  return api.components.schemas[schema.$ref.split('/').pop()];
}

// A schema as the JSON that it describes, in the manner of TypeScript.
function shape(schema, api, indent = '', depth = 0) {
  const known = resolved(schema, api);
  if (!known || Object.keys(known).length === 0) return 'any';
  if (known.enum) return known.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (known.anyOf) return known.anyOf.map((one) => shape(one, api, indent, depth)).join(' | ');
  if (known.type === 'array') return `[${shape(known.items, api, indent, depth)}]`;
  if (known.type === 'object' && known.properties) {
    if (depth > 5) return '{…}';
    const required = new Set(known.required || []);
    const inner = indent + '  ';
    const lines = Object.entries(known.properties).map(([name, field]) => {
      const note = field.description ? `  // ${field.description}` : '';
      const mark = required.has(name) ? '' : '?';
      return `${inner}${name}${mark}: ${shape(field, api, inner, depth + 1)}${note}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  return Array.isArray(known.type) ? known.type.join(' | ') : known.type;
}

function parameters(list) {
  const rows = list.map((one) => element('tr', '', [
    element('td', '', [element('code', one.name)]),
    element('td', one.in + (one.required ? ', required' : '')),
    element('td', shape(one.schema) + ('default' in one.schema ? ` = ${one.schema.default}` : '')),
    element('td', one.description || ''),
  ]));
  return element('table', '', [element('tbody', '', rows)]);
}

function body(title, content, api) {
  return Object.entries(content || {}).map(([type, media]) => element('details', '', [
    element('summary', `${title}: ${type}`),
    element('pre', media.schema ? shape(media.schema, api) : type),
  ]));
}

function operation(method, path, one, api) {
  const verb = element('span', method.toUpperCase());
  verb.className = 'method';
  const title = element('h3', '', [verb, path]);
  title.id = one.operationId;
  const section = element('section', '', [title, element('p', one.summary)]);
  if (one.description) section.append(element('p', one.description));
  if (one.parameters) section.append(parameters(one.parameters));
  if (one.requestBody) section.append(...body('Body', one.requestBody.content, api));
  const problems = [];
  for (const [status, reply] of Object.entries(one.responses)) {
    const codes = reply.description.match(/`[a-z_]+`/g);
    if (codes && reply.content && reply.content['application/problem+json']) {
      problems.push(`${status} ${codes.join(', ').replaceAll('`', '')}`);
    } else {
      section.append(element('p', `${status} ${reply.description}`));
      section.append(...body('Reply', reply.content, api));
    }
  }
  const line = element('p', `Problems: ${problems.join(' · ')}`);
  line.className = 'quiet';
  section.append(line);
  return section;
}

async function draw() {
  const main = document.getElementById('operations');
  const contents = document.getElementById('contents');
  const reply = await fetch('/api/openapi.json');
  if (!reply.ok) throw new Error(`openapi.json: status ${reply.status}`);
  const api = await reply.json();
  const tags = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, one] of Object.entries(methods)) {
      const tag = one.tags[0];
      if (!tags.has(tag)) tags.set(tag, []);
      tags.get(tag).push(operation(method, path, one, api));
    }
  }
  main.replaceChildren();
  for (const [tag, sections] of tags) {
    const heading = element('h2', tag);
    heading.id = `tag-${tag}`;
    const link = element('a', tag);
    link.href = `#tag-${tag}`;
    contents.append(link);
    main.append(heading, ...sections);
  }
}

draw().catch((problem) => {
  document.getElementById('operations').textContent = `The description cannot be shown: ${problem.message}`;
});
