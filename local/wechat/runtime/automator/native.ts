import type { Runtime } from '../parts'
import type { Handlers } from './protocol'

/**
 * `Tool.native`: what the person does outside of the page. The shell marks its buttons with
 * `data-native="confirmModal"` and so on; navigation goes through the router.
 */
export function nativeMethods(runtime: Runtime): Handlers {
  const { router } = runtime

  async function native(method: string, data: Record<string, unknown>): Promise<void> {
    if (method === 'navigateLeft') await router.back(1)
    else if (method === 'goHome')
      await router.route('reLaunch', `/${runtime.config.pages[0] ?? ''}`)
    else if (method === 'switchTab') {
      await router.route('switchTab', `/${String(data.url).replace(/^\//, '')}`)
    } else press(method)
  }

  return {
    'Tool.native': async ({ method, data }) => {
      await native(String(method), (data ?? {}) as Record<string, unknown>)
      return {}
    },
  }
}

/** Presses the button of the sheet that is open. */
function press(method: string): void {
  const buttons = document.querySelectorAll<HTMLElement>(`[data-native="${CSS.escape(method)}"]`)
  const button = [...buttons].at(-1)
  if (!button) throw new Error(`${method}: nothing is open that could be answered so`)
  button.click()
}
