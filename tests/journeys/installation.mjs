// A server of a journey's own: a fresh data folder, the real binary, a free port. Stopped and removed afterwards.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const binary = process.env.COMMONWEAL_BINARY

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A data folder to run commands in and to serve. */
export async function installation() {
  const folder = await mkdtemp(join(tmpdir(), 'commonweal-journey-'))
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  let server

  const command = (...words) => run(binary, ['--data', folder, ...words], { timeout: 120_000 })

  /** Serves the folder and resolves when the server answers. */
  async function serve(...words) {
    server = spawn(binary, ['--data', folder, 'serve', '--listen', `127.0.0.1:${port}`, ...words])
    let said = ''
    server.stderr.on('data', (words) => { said += words })
    server.stdout.on('data', (words) => { said += words })
    const deadline = Date.now() + 60_000
    while (Date.now() < deadline) {
      if (server.exitCode !== null) throw new Error(`The server stopped: ${said}`)
      try {
        if ((await fetch(`${address}/health`)).ok) return
      } catch {
        // Not listening yet: ask again when the next event of the loop has passed.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    throw new Error(`The server does not answer: ${said}`)
  }

  /** Signs somebody of the demonstration in, by a link from the command line and its button. */
  async function signIn(page, who) {
    const { stdout } = await command('sign-in', who.includes('@') ? who : `${who}@demonstration.example`)
    await page.goto(address + new URL(stdout.trim()).pathname)
    await page.getByRole('button', { name: /sign me in/i }).click()
    await page.waitForURL(/\/desk/)
  }

  async function close() {
    if (server && server.exitCode === null) {
      const stopped = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await stopped
    }
    await rm(folder, { recursive: true, force: true })
  }

  return { address, folder, command, serve, signIn, close }
}
