// Writes a gzip and a brotli copy beside each text file of the folder named on the command line, so that the server
// never compresses the same bytes twice.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const folder = process.argv[2]
for (const name of readdirSync(folder)) {
  if (!/\.(css|js|svg)$/.test(name)) continue
  const bytes = readFileSync(join(folder, name))
  writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes))
}
