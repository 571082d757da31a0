// Writes name.gz beside every text file of dist/, so that the server compresses nothing at run time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const wanted = /\.(html|js|css|svg|json|txt)$/;

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

for (const file of files('dist').filter((name) => wanted.test(name))) {
  const packed = gzipSync(readFileSync(file), { level: 9 });
  packed[9] = 255; // The operating system's byte: the same file on every machine.
  writeFileSync(`${file}.gz`, packed);
}
