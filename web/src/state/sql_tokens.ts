// SQL cut into pieces for colouring. It never loses a character: the pieces joined are the input.

export type TokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const keywords = new Set(
  (
    'select from where and or not in is null like ilike between exists case when then else end as on ' +
    'join left right full inner outer cross lateral using group by having order asc desc limit offset ' +
    'fetch first next rows only union all intersect except with recursive distinct over partition ' +
    'window filter within true false interval date timestamp cast extract nulls last explain values ' +
    'count sum avg min max coalesce round row_number rank strftime date_trunc'
  ).split(' '),
);

const pieces =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*'?)|("(?:[^"]|"")*"?|`[^`]*`?)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(\s+|[\s\S])/g;

export function sqlTokens(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of sql.matchAll(pieces)) {
    const text = match[0];
    const kind = kindOf(match);
    const last = tokens.at(-1);
    if (last?.kind === 'plain' && kind === 'plain') {
      tokens[tokens.length - 1] = { kind, text: last.text + text };
    } else {
      tokens.push({ kind, text });
    }
  }
  return tokens;
}

function kindOf(match: RegExpExecArray): TokenKind {
  if (match[1] !== undefined) return 'comment';
  if (match[2] !== undefined) return 'string';
  if (match[3] !== undefined) return 'name';
  if (match[4] !== undefined) return 'number';
  if (match[5] !== undefined) return keywords.has(match[5].toLowerCase()) ? 'keyword' : 'plain';
  return 'plain';
}

const clauses = new Set('from where group having order limit union intersect except'.split(' '));
const joins = new Set('left right full inner cross join'.split(' '));

/** A statement written on one long line, its clauses each on their own. Only white space changes. */
export function layoutSql(sql: string): string {
  if (sql.includes('\n') || sql.length <= 50) return sql;
  let depth = 0;
  let before = '';
  let text = '';
  for (const token of sqlTokens(sql)) {
    const word = token.kind === 'keyword' ? token.text.toLowerCase() : '';
    const isClause = clauses.has(word) && before !== 'distinct';
    const isJoin = joins.has(word) && !joins.has(before) && before !== 'outer';
    if (depth === 0 && (isClause || isJoin)) text = `${text.trimEnd()}\n`;
    text += token.text;
    if (token.kind === 'plain') {
      depth += token.text.split('(').length - token.text.split(')').length;
    }
    if (token.kind !== 'plain' || token.text.trim() !== '') before = word;
  }
  return text.trim();
}

const longestList = 12;
const shownOfList = 5;
const values = /(?:'(?:[^']|'')*'|-?\d+(?:\.\d+)?)/.source;
const longList = new RegExp(`${values}(?:\\s*,\\s*${values}){${longestList},}`, 'g');

/** Lists of many values, such as the keys of another database, to their first few and a count. */
export function foldLists(sql: string): string {
  return sql.replace(longList, (list) => {
    const all = list.match(new RegExp(values, 'g')) ?? [];
    const rest = (all.length - shownOfList).toLocaleString('en');
    return `${all.slice(0, shownOfList).join(', ')} /* and ${rest} more */`;
  });
}
