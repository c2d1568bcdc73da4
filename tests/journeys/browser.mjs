// A real Chromium, and what every page must keep to in it: no error in the console, no request to anywhere else.
import { chromium } from 'playwright-core'

const WIDE = { width: 1280, height: 900 }

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  })
}

/** Opens a page that collects what it must not do. */
export async function open(browser, address, options = {}) {
  // A browser reports every violation of the content policy in the console.
  const context = await browser.newContext({ viewport: WIDE, ...options.context })
  const page = await context.newPage()
  const faults = []
  page.on('console', (message) => {
    // A page that answers 404 or 422 on purpose is logged by the browser as an error.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) faults.push(`asked for ${request.url()}`)
  })
  return { page, context, faults }
}
