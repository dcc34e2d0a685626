import type { ActionName, CallEvent, InputOf, OutputOf } from '../../typings/contract'
import type { Answer } from '../../typings/errors'
import { CallError, unanswered } from './call-error'

/**
 * The one way to the server. `notice.confirm` is the action of that name in the function `notice`.
 * @throws CallError the server's refusal, or that nothing came back
 */
export async function call<Name extends ActionName>(
  action: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const [name = ''] = action.split('.')
  const data: CallEvent = { action, input }
  let result: unknown
  try {
    ;({ result } = await wx.cloud.callFunction({ name, data: data as unknown as object }))
  } catch (cause) {
    throw unanswered(cause)
  }
  if (!isAnswer<OutputOf<Name>>(result)) throw unanswered('the function answered something else')
  if (!result.ok) throw CallError.of(result.error)
  return result.data
}

function isAnswer<Output>(result: unknown): result is Answer<Output> {
  if (typeof result !== 'object' || result === null || !('ok' in result)) return false
  return result.ok === true ? 'data' in result : 'error' in result
}
