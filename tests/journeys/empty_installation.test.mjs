// An empty installation, as the first visitor finds it: no page breaks the content policy, and forms work by keyboard.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, open } from './browser.mjs'
import { installation } from './installation.mjs'

let house
let browser

before(async () => {
  house = await installation()
  await house.serve()
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await house?.close()
})

test('no page breaks the content policy', async () => {
  const { page, context, faults } = await open(browser, house.address)
  for (const path of ['/', '/sign-in', '/privacy', '/components']) await page.goto(house.address + path)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a form can be filled with the keyboard alone and says what is wrong', async () => {
  const { page, context, faults } = await open(browser, house.address)
  await page.goto(`${house.address}/report-a-mistake`)
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: /send|report/i }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  assert.match(await page.title(), /^Error/)
  assert.deepEqual(faults, [])
  await context.close()
})
