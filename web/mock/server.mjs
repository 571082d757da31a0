// A stand-in for `askdb serve`, for working on the page and for its tests. Keeps all in memory.

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { answers, refusal, schemaOf, settings, sources, starters, tokens } from './data.mjs';
import { play } from './run.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const writes = (sql = '') => /delete|update|insert/i.test(sql);
const now = () => new Date().toISOString();

/** Starts on `port` (0: any free one); `speed` scales the pauses; `token` asks for a login. */
export function startMock({ port = 0, speed = 1, token = '', dropAfter = 0 } = {}) {
  const threads = new Map();
  const messages = new Map();
  const jobs = new Map();
  const list = (thread) => [...messages.values()].filter((one) => one.thread_id === thread);

  const run = (user, body) => {
    const reply = {
      id: randomUUID(),
      thread_id: user.thread_id,
      content: '',
      sender: 'server',
      created_at: now(),
      status: 'running',
      answers: user.id,
      rating: null,
    };
    messages.set(reply.id, reply);
    const job = { events: [], listeners: new Set(), stopped: false, answer: null };
    jobs.set(reply.id, job);
    const emit = (name, data) => {
      const id = job.events.length + 1;
      job.events.push(`event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
      for (const listener of job.listeners) listener();
    };
    emit('accepted', { user_message: user, server_message: { ...reply } });
    play({
      question: user.content,
      approval: body.approval,
      debug: body.debug,
      speed,
      emit,
      isStopped: () => job.stopped,
      ask: (request) => {
        Object.assign(reply, { status: 'waiting', approval: request });
        emit('approval_request', request);
        return new Promise((resolve) => {
          job.answer = (answer) => {
            Object.assign(reply, { status: 'running', approval: undefined });
            emit('approval_answered', { id: request.id, ...answer });
            resolve(answer);
          };
        });
      },
    }).then((end) => {
      Object.assign(reply, end, job.stopped ? { status: 'stopped' } : {});
      job.isOver = true;
      threads.get(user.thread_id).updated_at = now();
      emit('message', reply);
    });
    return reply;
  };

  const stream = (response, job, after) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    let next = after;
    const write = () => {
      while (next < job.events.length) {
        response.write(job.events[next++]);
        if (after === 0 && next === dropAfter) return setTimeout(() => response.destroy(), 50);
      }
      if (job.isOver && next === job.events.length) response.end();
    };
    job.listeners.add(write);
    response.on('close', () => job.listeners.delete(write));
    write();
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const json = (value, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const problem = (status, code, detail, next_step = '', more = {}) =>
      json({ type: 'about:blank', title: code, status, code, detail, next_step, ...more }, status);
    if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response);
    const body = text ? JSON.parse(text) : {};
    if (url.pathname === '/api/login') {
      if (body.token !== token) return problem(401, 'unauthorized', 'Wrong token.');
      response.setHeader('Set-Cookie', `askdb_token=${token}; HttpOnly; SameSite=Strict; Path=/`);
      response.writeHead(204).end();
      return;
    }
    if (token && !(request.headers.cookie ?? '').includes(`askdb_token=${token}`)) {
      return problem(401, 'unauthorized', 'This server asks for its access token.');
    }
    const [, , kind, id, what, step, more] = url.pathname.split('/');
    const key = `${request.method} ${kind}${id ? '/:' : ''}${what ? `/${what}` : ''}${more ? `/${more}` : ''}`;
    const thread = kind === 'threads' && id ? threads.get(id) : null;
    const message = kind === 'messages' ? messages.get(id) : null;
    if ((kind === 'threads' && id && !thread) || (kind === 'messages' && !message)) {
      return problem(
        404,
        'not_found',
        'There is no such conversation.',
        'Choose one from the list.',
      );
    }
    const ask = (content, threadId) => {
      const user = {
        id: randomUUID(),
        thread_id: threadId,
        content,
        sender: 'user',
        created_at: now(),
        status: 'done',
      };
      messages.set(user.id, user);
      const reply = run(user, body);
      stream(response, jobs.get(reply.id), 0);
    };
    switch (key) {
      case 'GET threads': {
        const q = (url.searchParams.get('q') ?? '').toLowerCase();
        const all = [...threads.values()].filter((one) => one.name.toLowerCase().includes(q));
        return json(all.sort((a, b) => b.updated_at.localeCompare(a.updated_at)));
      }
      case 'POST threads': {
        const made = {
          id: randomUUID(),
          name: body.name || 'Swift Talk',
          created_at: now(),
          updated_at: now(),
          share_token: null,
        };
        threads.set(made.id, made);
        return json(made, 201);
      }
      case 'GET threads/:':
        return json(thread);
      case 'PATCH threads/:':
        thread.name = body.name;
        return json(thread);
      case 'DELETE threads/:':
        threads.delete(id);
        response.writeHead(204).end();
        return;
      case 'POST threads/:/share':
        thread.share_token = randomUUID();
        return json(thread);
      case 'DELETE threads/:/share':
        thread.share_token = null;
        return json(thread);
      case 'GET shared/:': {
        const shared = [...threads.values()].find((one) => one.share_token === id);
        if (!shared)
          return problem(404, 'not_found', 'This link is not valid, or it was taken back.');
        return json({ thread: shared, messages: list(shared.id) });
      }
      case 'GET threads/:/messages':
        return json(list(id));
      case 'POST threads/:/messages':
        return ask(body.content, id);
      case 'POST messages/:/clarification':
        return ask(`How many customers do we have? ${body.answer}`, message.thread_id);
      case 'GET threads/:/tokens':
        return json(tokens);
      case 'GET threads/:/databases':
        return json({
          databases: [...new Set(list(id).flatMap((one) => one.metadata?.databases ?? []))],
        });
      case 'GET messages/:':
        return json(message);
      case 'GET messages/:/events':
        return stream(response, jobs.get(id), Number(request.headers['last-event-id'] ?? 0));
      case 'POST messages/:/stop':
        jobs.get(id).stopped = true;
        jobs.get(id).answer?.({ action: 'reject' });
        return json(message, 202);
      case 'POST messages/:/approval':
        if (writes(body.sql)) return json(refusal, refusal.status);
        jobs.get(id).answer(body);
        return json(message, 202);
      case 'PUT messages/:/rating':
        message.rating = body;
        return json(message);
      case 'DELETE messages/:/rating':
        message.rating = null;
        return json(message);
      case 'GET messages/:/steps/rows': {
        const found = answerOf(message);
        const offset = Number(url.searchParams.get('offset'));
        const rows = found.rows.slice(offset, offset + Number(url.searchParams.get('limit')));
        return json({
          columns: found.columns,
          rows,
          offset,
          rows_kept: found.rows.length,
          row_count: found.rows.length,
          is_truncated: false,
        });
      }
      case 'GET messages/:/steps/export': {
        const found = answerOf(message);
        response.writeHead(200, {
          'Content-Type': 'text/csv',
          'Content-Disposition': `attachment; filename="result-step${step}.csv"`,
        });
        response.end(
          [found.columns.map((one) => one.name), ...found.rows]
            .map((row) => row.join(','))
            .join('\n'),
        );
        return;
      }
      case 'POST sql': {
        if (writes(body.sql)) return json(refusal, refusal.status);
        const found = Object.values(answers).find((one) => one.database === body.database);
        return json({
          columns: found.columns,
          rows: found.rows.slice(0, 3),
          row_count: Math.min(3, found.rows.length),
          is_truncated: false,
          elapsed_ms: 5,
          sql: body.sql,
          parts: found.parts ?? [],
          matches: found.matches ?? [],
        });
      }
      case 'GET data-sources':
        return json(sources);
      case 'GET schema':
        return json(
          sources.map((one) => ({
            database: one.id,
            description: one.description,
            type: one.type,
            tables: 2,
          })),
        );
      case 'GET schema/:':
        return json(schemaOf(id));
      case 'POST schema/:':
        return json({}, 202);
      case 'GET starters':
        return json(starters);
      case 'GET settings':
        return json(settings);
      case 'GET health':
        return json({ status: 'ok' });
      default:
        return problem(404, 'not_found', `No ${key}.`);
    }
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => (server.closeAllConnections(), new Promise((done) => server.close(done))),
      }),
    );
  });
}

function answerOf(message) {
  const database = message.metadata.steps[0].database;
  return Object.values(answers).find((one) => one.database === database);
}

function serveFile(path, response) {
  const file = join(dist, extname(path) ? path : 'index.html');
  if (!file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
  });
  response.end(readFileSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock({ port: Number(process.env['PORT'] ?? 8090) });
  console.log(mock.url);
}
