import { join } from 'node:path'
import type { OpenOptions, Person, Phone } from '../fixture'
import { openAs } from '../fixture'

/** A mini-program that calls any API, from a tap or not. */
export const WX_API = join(__dirname, '../../data/mini-programs/wx-api')

export const ZHANG: Person = { openid: 'o-zhang', name: '张三', phoneNumber: '13800138000' }

declare const wx: Record<string, (...parameters: unknown[]) => unknown>
declare function getCurrentPages(): {
  data: Record<string, unknown>
  setData(data: object): void
  listenForConsent(): void
}[]

export type Outcome = { errMsg: string } & Record<string, unknown>

/** Opens a phone on the mini-program for API tests. */
export function openCalls(person: Person = ZHANG, options: OpenOptions = {}, path = '') {
  return openAs(person, path, { miniprogram: WX_API, ...options })
}

/** Calls an API outside of any tap; answers with what it resolved to or was rejected with. */
export async function call(phone: Phone, name: string, options?: unknown): Promise<Outcome> {
  const outcome = await phone.mini.evaluate(
    (path: string, given: string | null) => {
      const steps = path.split('.')
      let member: unknown = wx
      for (const step of steps) member = (member as Record<string, unknown>)[step]
      const run = member as (parameters?: unknown) => Promise<object>
      const plain = (result: object) =>
        JSON.stringify({ ...result, errMsg: (result as { errMsg: string }).errMsg })
      return (given === null ? run() : run(JSON.parse(given))).then(plain, plain)
    },
    name,
    options === undefined ? null : JSON.stringify(options),
  )
  return JSON.parse(String(outcome)) as Outcome
}

/** What a failing call says. */
export async function failure(phone: Phone, name: string, options?: unknown): Promise<string> {
  return (await call(phone, name, options)).errMsg
}

/** Value of a function in the app. */
export async function inApp<T>(
  phone: Phone,
  run: (...parameters: never[]) => T,
  ...given: unknown[]
): Promise<Awaited<T>> {
  return (await phone.mini.evaluate(
    run as (...parameters: unknown[]) => unknown,
    ...given,
  )) as Awaited<T>
}

/** Has the page call an API, either in the tap's handler or a turn later. */
export async function tapToCall(
  phone: Phone,
  name: string,
  options: unknown,
  button: 'tapped' | 'later' = 'tapped',
): Promise<void> {
  await inApp(
    phone,
    ((api: string, given: unknown) =>
      getCurrentPages().at(-1)?.setData({ api, options: given, outcome: '' })) as never,
    name,
    options,
  )
  await phone.tap(`#${button}`)
}

/** The outcome of the page's last call, once it is there. */
export async function outcome(
  phone: Phone,
  field: 'outcome' | 'phone' = 'outcome',
): Promise<Outcome> {
  await phone.see(field === 'outcome' ? /"errMsg"/ : /getPhoneNumber/)
  const page = await phone.page()
  return JSON.parse(String(await page.data(field))) as Outcome
}
