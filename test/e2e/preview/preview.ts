/** `npm start` of a copy of the project, so that its source can be edited, in a window of a real browser. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FrameLocator, Locator, Page } from 'playwright-core'

const ROOT = join(__dirname, '../../..')
const COPIED = [
  'miniprogram',
  'cloudfunctions',
  'typings',
  'ops',
  'local',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'cloudbaserc.json',
]

export interface Project {
  folder: string
  /** `npm start -- …args`; resolves with the page's address when it runs. */
  start(...args: string[]): Promise<Running>
  edit(file: string, from: string, to: string): void
  remove(): void
}

export interface Running {
  url: string
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>
}

export function copyOfProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'preview-')))
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(folder, 'node_modules'))
  const running = new Set<ChildProcess>()
  return {
    folder,
    edit(file, from, to) {
      const path = join(folder, file)
      const text = readFileSync(path, 'utf8')
      if (!text.includes(from)) throw new Error(`${file} does not hold “${from}”`)
      writeFileSync(path, text.replace(from, to))
    },
    async start(...args) {
      const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { cwd: folder })
      running.add(child)
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
      let said = ''
      const url = await new Promise<string>((resolve, reject) => {
        const hear = (chunk: Buffer) => {
          said += chunk.toString()
          const [, address] = /runs at (\S+)/.exec(said) ?? []
          if (address !== undefined) resolve(address)
        }
        child.stdout.on('data', hear)
        child.stderr.on('data', hear)
        void ended.then((code) => reject(new Error(`ended with ${code}:\n${said}`)))
      })
      return {
        url,
        stop() {
          child.kill('SIGINT')
          return ended
        },
      }
    },
    remove() {
      for (const child of running) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What `npm start` runs after the dependencies are there. */
const MAIN = 'local/wechat/preview/main.ts'

/** Runs the preview's command until it ends by itself; what it said, and its exit code. */
export function endOf(...args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { cwd: ROOT })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    }
    child.on('close', (code) => resolve({ code, said }))
  })
}

/** One phone on the preview's page: its switches, and what is on its screen. */
export interface Held {
  box: Locator
  /** The shell: bars, capsule, sheets. */
  shell: FrameLocator
  /** The page of the mini-program on top. */
  app: FrameLocator
  holdAs(person: RegExp): Promise<void>
  choose(label: string): Promise<void>
}

export function held(page: Page, id: 'a' | 'b'): Held {
  const title = `手机 ${id}`
  const box = page.locator('.phone').filter({ has: page.locator(`iframe[title="${title}"]`) })
  const shell = page.frameLocator(`iframe[title="${title}"]`)
  return {
    box,
    shell,
    app: shell.frameLocator('iframe:visible'),
    async holdAs(person) {
      const who = page.getByRole('combobox', { name: `${title} 的使用者` })
      await who.waitFor()
      const label = (await who.locator('option').allInnerTexts()).find((text) => person.test(text))
      await who.selectOption({ label: label ?? '' })
    },
    choose: (label) => box.getByLabel(label, { exact: true }).check(),
  }
}

/** Milliseconds until something is given up. */
export const PATIENCE = 90_000

/** Asks once more when the phone starts anew under the question, which takes its frame away. */
export async function askedAgain<T>(question: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await question()
    } catch (error) {
      if (!/detached|context was destroyed/.test(String(error))) throw error
    }
  }
}

/** Looks until a number is the expected one, within a hundredth. */
export async function eventually(look: () => Promise<number>, expected: number): Promise<void> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const found = await look()
    if (Math.abs(found - expected) < 0.01) return
    if (Date.now() > end) throw new Error(`${found} did not become ${expected}`)
    await wait(50)
  }
}
