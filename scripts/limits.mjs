// Measures what we promise of the running server, with a release build: `make bench` runs it. Prints a table of limit and measure.
// The load is open: requests are sent when they are due, whatever became of those before, and a late answer counts from
// when it was due.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [, , binary] = process.argv
const PATIENCE = 30_000
const RATE = 500
const SECONDS = 10
const PAGES = ['/', '/hackney', '/hackney/priorities/a-smoke-free-borough', '/hackney/progress', '/hackney/meetings', '/hackney/evidence/adults-who-smoke']

const port = await freePort()
const folder = mkdtempSync(join(tmpdir(), 'commonweal-limits-'))
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
const rows = []
const row = (what, limit, measured, ok) => rows.push({ what, limit, measured, ok: ok ? 'yes' : 'NO' })

function get(path, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      let bytes = 0
      const parts = []
      response.on('data', (part) => { bytes += part.length; parts.push(part) })
      response.on('end', () => resolve({ status: response.statusCode, bytes, body: () => Buffer.concat(parts).toString() }))
    })
    request.on('error', reject)
  })
}

async function started(from) {
  while (performance.now() - from < PATIENCE) {
    try {
      if ((await get('/health')).status === 200) return performance.now() - from
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  throw new Error(`the server does not answer within ${PATIENCE} ms`)
}

/** A port that was free a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const taken = net.createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = taken.address()
      taken.close(() => resolve(port))
    })
  })
}

const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024

async function load() {
  const waits = []
  let failed = 0
  const begin = performance.now()
  const all = []
  for (let at = 0; at < RATE * SECONDS; at += 1) {
    const due = begin + (at * 1000) / RATE
    while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
    all.push(get(PAGES[at % PAGES.length]).then(({ status }) => {
      waits.push(performance.now() - due)
      if (status !== 200) failed += 1
    }, () => {}))
  }
  // What is not answered long after the last request was due counts as failed.
  await Promise.race([Promise.all(all), new Promise((resolve) => setTimeout(resolve, PATIENCE))])
  failed += all.length - waits.length
  waits.sort((a, b) => a - b)
  return { p50: waits[Math.floor(waits.length * 0.5)], p99: waits[Math.floor(waits.length * 0.99)], failed }
}

async function firstView(path) {
  const coded = { 'accept-encoding': 'br' }
  const page = await get(path, coded)
  const plain = (await get(path)).body()
  const parts = new Set([...plain.matchAll(/(?:href|src)="(\/assets[^"]+\.(?:css|js|svg))"/g)].map(([, part]) => part))
  let bytes = page.bytes
  for (const part of parts) bytes += (await get(part, coded)).bytes
  return bytes
}

try {
  execFileSync(binary, ['--data', folder, 'demo'], { stdio: 'ignore' })
  const from = performance.now()
  const server = spawn(binary, ['--data', folder, 'serve', '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' })
  try {
    const start = await started(from)
    row('start to first page', 'under 300 ms', `${start.toFixed(0)} ms`, start < 300)
    for (const path of PAGES) {
      const { status } = await get(path)
      if (status !== 200) throw new Error(`${path} answers ${status}`)
    }
    const heaviest = Math.max(...await Promise.all(PAGES.map(firstView)))
    row('first view, heaviest of six pages', 'under 100 kB', `${(heaviest / 1000).toFixed(1)} kB`, heaviest < 100_000)
    const { p50, p99, failed } = await load()
    row(`public pages at ${RATE}/s, p50`, 'under 5 ms', `${p50.toFixed(1)} ms`, p50 < 5 && failed === 0)
    row(`public pages at ${RATE}/s, p99`, 'under 50 ms', `${p99.toFixed(1)} ms`, p99 < 50 && failed === 0)
    if (failed) row('requests that failed', '0', String(failed), false)
    const resident = memory(server.pid)
    row('resident memory after the load', 'under 150 MB', `${resident.toFixed(0)} MB`, resident < 150)
  } finally {
    server.kill('SIGTERM')
  }
  const size = statSync(binary).size / 1e6
  row('release binary', 'under 250 MB', `${size.toFixed(0)} MB`, size < 250)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.table(rows)
// Requests that were given up may still be open.
process.exit(0)
