import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseCron, type Schedule } from './cron'

/** A timer that calls a function. */
export interface Trigger {
  functionName: string
  name: string
  /** As written in config.json. */
  expression: string
  schedule: Schedule
}

/** Letters first, at most 60 characters [doc]. */
const NAME = /^[A-Za-z][\w-]{0,59}$/

/**
 * The trigger that a function's `config.json` declares, if any. The service takes one per function [doc].
 * @throws an Error that names the function and what is wrong in the file
 */
export function readTrigger(directory: string, functionName: string): Trigger | undefined {
  const file = path.join(directory, functionName, 'config.json')
  if (!existsSync(file)) return undefined
  try {
    return triggerIn(JSON.parse(readFileSync(file, 'utf8')), functionName)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`config.json of function '${functionName}': ${reason}`)
  }
}

function triggerIn(config: unknown, functionName: string): Trigger | undefined {
  const { triggers = [] } = objectOf(config, 'the file')
  if (!Array.isArray(triggers)) throw new Error('triggers is no list')
  if (triggers.length > 1)
    throw new Error('triggers has more than one entry; the service takes one')
  if (triggers.length === 0) return undefined
  const { name, type, config: expression } = objectOf(triggers[0], 'triggers[0]')
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw new Error(
      'triggers[0].name is no name: a letter, then letters, digits, - and _, at most 60 in all',
    )
  }
  if (type !== 'timer') throw new Error(`triggers[0].type is not 'timer'`)
  if (typeof expression !== 'string') throw new Error('triggers[0].config is no text')
  return { functionName, name, expression, schedule: scheduleOf(expression) }
}

function scheduleOf(expression: string): Schedule {
  try {
    return parseCron(expression)
  } catch (error) {
    throw new Error(`triggers[0].config: ${error instanceof Error ? error.message : error}`)
  }
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new Error(`${what} is no object`)
}
