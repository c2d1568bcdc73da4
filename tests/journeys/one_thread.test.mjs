// One thread, from an empty installation to a minute and back, every record made through pages: figures, a need, a priority,
// a promise, an outcome, a partner who answers on a phone, one who does not, minutes that are mended, and the walk both ways.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { shortcomings } from './accessible.mjs'
import { launch, open } from './browser.mjs'
import { installation } from './installation.mjs'

const BOARD = 'Lower Lea Health and Wellbeing Board'
const REAL = process.env.COMMONWEAL_REAL_DATA
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }

let browser
let folder
// Of the walk under way: its server, whether browsers run scripts, and a window for each person.
let house
let javaScriptEnabled
let visits

before(async () => {
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'commonweal-files-'))
})

after(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Opens a window in which scripts run or do not, as this walk has it. */
const look = (context = {}) => open(browser, house.address, { context: { ...context, javaScriptEnabled } })

/** A Fingertips export of invented figures, where the folder of real data is not there. */
async function invented() {
  const rows = ['Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to Region value or percentiles,Time period Sortable,New data,Compared to goal']
  for (const [code, name, value, judged] of [['E92000001', 'England', 400, 'Not compared'], ['E09000012', 'Hackney', 520, 'Worse']]) {
    rows.push(`90988,Hospital admissions due to coronary heart disease,,,${code},${name},${name === 'England' ? name : 'UA'},Persons,All ages,,,2022/23,${value},${value - 20},${value + 20},,,${value},100000,,,${judged},,20220000,,`)
  }
  const file = join(folder, 'admissions.csv')
  await writeFile(file, rows.join('\n') + '\n')
  return file
}

const exported = async () => (REAL ? join(REAL, 'fingertips', 'native_90988_chd_admissions_utla_2022-23.csv') : invented())

/** Signs somebody in, in a window of their own that is kept for the steps that follow. */
async function as(who) {
  if (!visits[who]) {
    const visit = await look()
    await house.signIn(visit.page, `${who}@board.example`)
    visits[who] = visit
  }
  return visits[who].page
}

/** That axe finds nothing. It needs scripts itself, so the walk without them does not ask it. */
async function isFaultless(page) {
  if (javaScriptEnabled) assert.deepEqual(await shortcomings(page), [])
}

const go = (page, path) => page.goto(house.address + path)
const press = (page, name) => page.getByRole('button', { name }).first().click()
/** Chooses the first option whose words begin so. */
async function choose(page, selector, words) {
  const value = await page.$eval(selector, (select, words) => [...select.options].find((option) => option.text.startsWith(words))?.value, words)
  assert.ok(value !== undefined, `${selector} has no option “${words}”`)
  await page.selectOption(selector, value)
}
const heading = (page) => page.locator('h1').innerText()

async function day(page, name, [dayOf, month, year]) {
  await page.fill(`#${name}-day`, dayOf)
  await page.fill(`#${name}-month`, month)
  await page.fill(`#${name}-year`, year)
}

/** What a day so many days from now is written as in three fields. */
function in_days(days) {
  const date = new Date(Date.now() + days * 86_400_000)
  return [String(date.getUTCDate()), String(date.getUTCMonth() + 1), String(date.getUTCFullYear())]
}

for (const scripted of [true, false]) test(`one thread is made and walked through pages alone, ${scripted ? 'with' : 'without'} scripts`, async (t) => {
  house = await installation()
  t.after(() => house.close())
  javaScriptEnabled = scripted
  visits = {}
  await t.test('the first administrator sets the board up', async () => {
    const { stdout } = await house.command('sign-in', 'officer@board.example', '--first-administrator', 'Board officer')
    await house.serve()
    const visit = await look()
    visits.officer = visit
    const { page } = visit
    page.setDefaultTimeout(10_000)
    await go(page, new URL(stdout.trim()).pathname)
    await press(page, /sign me in/i)
    await go(page, '/desk/areas')
    await press(page, 'Load London')
    await go(page, '/desk/bodies/new')
    await page.fill('#name', BOARD)
    await page.selectOption('#type', { value: 'board' })
    await page.fill('#slug', 'lower-lea')
    await choose(page, '#area', 'Hackney')
    await press(page, 'Add')
    for (const name of ['Eastside Housing', 'Canal Trust Hospital']) {
      await go(page, '/desk/bodies/new')
      await page.fill('#name', name)
      await page.selectOption('#type', { value: 'partner' })
      await press(page, 'Add')
    }
    await go(page, '/desk/people')
    await page.getByText('Give Board officer a role').click()
    await page.selectOption('#role-1', { value: 'officer' })
    await choose(page, '#board-1', BOARD)
    await press(page, 'Give the role')
    for (const [name, role] of [['Analyst', 'analyst'], ['Approver', 'approver']]) {
      await go(page, '/desk/people')
      await page.fill('#name', name)
      await page.fill('#email', `${role}@board.example`)
      await page.selectOption('#role', { value: role })
      await choose(page, '#board', BOARD)
      await press(page, 'Add the person')
    }
    await go(page, '/desk')
    assert.match(await page.locator('header').innerText(), /Lower Lea/)
  })

  await t.test('an analyst loads figures and a second person publishes them', async () => {
    const page = await as('analyst')
    await go(page, '/desk/evidence')
    await page.fill('#title', 'Admissions')
    await page.setInputFiles('#files', await exported())
    await page.check('#policy')
    await press(page, /load|look|read/i)
    assert.match(await heading(page), /waits to be published/)
    const approver = await as('approver')
    await go(approver, '/desk/evidence/admissions/new')
    await press(approver, /publish/i)
    await go(approver, '/lower-lea/evidence/compare')
    assert.match(await approver.locator('main').innerText(), /coronary heart disease/i)
  })

  await t.test('a need is written, rests on evidence and is published', async () => {
    const page = await as('officer')
    await go(page, '/desk/needs')
    await page.fill('#title', 'Hearts fail early')
    await page.fill('#statement', 'More people here are admitted with heart disease than in England.')
    await press(page, 'Keep it as a draft')
    await press(page, 'Publish')
    await go(page, '/lower-lea/needs/hearts-fail-early')
    assert.equal(await heading(page), 'Hearts fail early')
  })

  await t.test('a priority answers it and is adopted', async () => {
    const page = await as('officer')
    await go(page, '/desk/strategy')
    await page.fill('#title', 'Strategy of Lower Lea')
    await day(page, 'from', ['1', '1', '2024'])
    await day(page, 'to', ['31', '12', '2034'])
    await press(page, 'Make the strategy')
    await page.getByRole('link', { name: 'Priorities', exact: true }).click()
    await page.fill('#name', 'Hearts that last')
    await page.fill('#plain', 'Fewer people fall ill of their heart.')
    await page.getByLabel('Hearts fail early').check()
    await press(page, 'Add the priority')
    await press(page, 'The board adopted it')
    await go(page, '/lower-lea/priorities/hearts-that-last')
    assert.match(await page.locator('main').innerText(), /Nobody has promised anything/)
  })

  await t.test('an outcome and a promise are entered', async () => {
    const page = await as('officer')
    await go(page, '/desk/outcomes/new')
    await page.fill('#title', 'Fewer admissions')
    await page.fill('#words', 'Fewer people you know are taken to hospital.')
    await page.getByLabel('Hearts that last').check()
    await page.fill('#counted', 'Admissions for heart disease')
    await page.fill('#unit', 'per 100,000')
    await page.fill('#baseline', '600')
    await day(page, 'baseline_on', ['31', '3', '2022'])
    await page.fill('#target', '400')
    await day(page, 'target_on', ['31', '3', '2030'])
    await choose(page, '#lead', 'Canal Trust Hospital')
    await page.locator('input[name=state][value=live]').check()
    await press(page, 'Save the outcome')
    await go(page, '/desk/delivery/new')
    await page.fill('#title', 'Walks for people with weak hearts')
    await choose(page, '#owner', 'Eastside Housing')
    await day(page, 'due', in_days(90))
    await choose(page, '#priority', 'Hearts that last')
    await choose(page, '#outcome', 'Fewer admissions')
    await press(page, 'Keep it')
    assert.match(await heading(page), /1 promises?, and none needs you|1 of 1/)
  })

  let link
  await t.test('partners are asked, and one answers on a phone', async () => {
    const page = await as('officer')
    await go(page, '/desk/returns/new')
    await page.fill('#title', 'Autumn')
    await day(page, 'closes', in_days(14))
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    for (const field of await page.getByLabel('Whom does the message reach?').all()) await field.fill('Head of health')
    for (const field of await page.getByLabel('Their email address').all()) await field.fill('head@partner.example')
    await press(page, 'Write the messages')
    await go(page, '/desk/outbox')
    for (const part of await page.locator('main summary').all()) await part.click()
    const words = await page.locator('main').innerText()
    const links = [...words.matchAll(/\/r\/\w+/g)].map(([found]) => found)
    assert.equal(new Set(links).size, 2, 'one link for each partner')
    const phone = await look(PHONE)
    for (const one of new Set(links)) {
      await go(phone.page, one)
      if (/Eastside/.test(await phone.page.locator('main').innerText())) link = one
    }
    assert.ok(link, 'a partner finds its own name behind its link')
    await go(phone.page, link)
    await phone.page.getByRole('button', { name: 'Begin' }).or(phone.page.getByRole('link', { name: 'Begin' })).click()
    await phone.page.getByLabel('On course').check()
    await phone.page.locator('#happened').fill('Twelve people walked with us every week.')
    await isFaultless(phone.page)
    await phone.page.locator('button[name=do][value=save]:not([aria-hidden])').click()
    assert.match(phone.page.url(), /sent/)
    assert.deepEqual(phone.faults, [])
    await phone.context.close()
  })

  await t.test('the paper names the partner who has not answered', async () => {
    const page = await as('officer')
    await go(page, '/lower-lea/progress/autumn')
    const paper = await page.locator('main').innerText()
    assert.match(paper, /Canal Trust Hospital has not answered/)
    assert.match(paper, /Twelve people walked with us every week/)
    assert.doesNotMatch(paper, /Eastside Housing has not answered/)
    await isFaultless(page)
    const pdf = await page.request.get(`${house.address}/lower-lea/progress/autumn/paper.pdf`)
    assert.equal(pdf.status(), 200)
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
  })

  await t.test('minutes are pasted, refused, mended and published', async () => {
    const page = await as('officer')
    await go(page, '/desk/meetings')
    const on = in_days(0)
    await day(page, 'on', on)
    await press(page, 'Enter the meeting')
    const here = page.url()
    await page.fill('#title', 'Hearts')
    await press(page, 'Add the item')
    await page.goto(`${here}/minutes`)
    await page.fill('#words', '1.1 The board heard about hearts.\n\nAction: Board officer\n')
    await press(page, 'Read them')
    assert.match(await heading(page), /one action found, and it has no words and no date/)
    await press(page, 'Publish the minutes')
    const summary = page.getByRole('alert')
    assert.match(await summary.innerText(), /cannot be published yet/)
    await page.getByLabel('What is to be done').fill('Ask two surgeries to start walks')
    const due = in_days(30)
    for (const [part, value] of [['Day', due[0]], ['Month', due[1]], ['Year', due[2]]]) await page.getByLabel(part, { exact: true }).fill(value)
    await press(page, 'Save the action')
    await press(page, 'Publish the minutes')
    assert.match(await page.locator('main').innerText(), /as the public sees them/)
    await page.getByText('The minutes as the public sees them').click()
    assert.match(await page.locator('main').innerText(), /Ask two surgeries to start walks/)
  })

  await t.test('the thread is walked from the promise to the need and on to the return', async () => {
    const visit = await look()
    const { page } = visit
    await go(page, '/thread/lower-lea/action/walks-for-people-with-weak-hearts')
    assert.match(await page.locator('main').innerText(), /Delivers: a priority/i)
    await page.locator('.cw-story').first().getByRole('link', { name: 'Hearts that last' }).click()
    await page.getByRole('link', { name: /follow it step by step/i }).click()
    assert.match(await page.locator('main').innerText(), /Hearts fail early/)
    await go(page, '/thread/lower-lea/outcome/fewer-admissions')
    assert.match(await page.locator('main').innerText(), /Canal Trust Hospital/)
    assert.deepEqual(visit.faults, [])
    await visit.context.close()
    const { stdout } = await house.command('thread', 'show', 'lower-lea/priority/hearts-that-last')
    assert.match(stdout, /Hearts fail early/)
  })

  await t.test('the log of all this holds', async () => {
    const { stdout } = await house.command('audit', 'verify', '--json')
    assert.equal(JSON.parse(stdout).holds, true)
    for (const [who, visit] of Object.entries(visits)) assert.deepEqual(visit.faults, [], who)
  })
})
