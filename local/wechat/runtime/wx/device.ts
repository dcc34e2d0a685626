import { ApiFailure } from './apis'
import { requireScope } from './authorization'
import type { WxContext } from './context'

/** Clipboard, calls, calendar, vibration. */
export function defineDevice(context: WxContext): void {
  const { apis, shell, runtime } = context
  /** The phone's clipboard; the computer's own is not touched. */
  let clipboard = ''

  apis.async('setClipboardData', {
    required: { data: 'String' },
    run: ({ data }) => {
      clipboard = data
      shell.toast({ title: '内容已复制', icon: 'none', duration: 1500, mask: false })
    },
  })
  apis.async('getClipboardData', {
    returns: ['data'],
    run: async () => {
      await context.privacy.require('getClipboardData')
      return { data: clipboard }
    },
  })
  apis.async('makePhoneCall', {
    required: { phoneNumber: 'String' },
    run: async ({ phoneNumber }) => {
      if (phoneNumber === '') throw new ApiFailure('phoneNumber should not be empty')
      if (runtime.phone.screen.platform === 'pc') throw new ApiFailure('not support')
      const { call } = await shell.sheets.phoneCall(phoneNumber)
      if (!call) throw new ApiFailure('cancel')
    },
  })
  apis.async('addPhoneCalendar', {
    required: { title: 'String', startTime: 'Number' },
    optional: {
      allDay: 'Boolean',
      description: 'String',
      location: 'String',
      endTime: ['String', 'Number'],
      alarm: 'Boolean',
      alarmOffset: 'Number',
    },
    run: async ({ startTime }) => {
      // A moment in milliseconds instead of seconds would be tens of thousands of years from now.
      if (startTime > 1e11) throw new ApiFailure('parameter error: startTime should be in seconds')
      await context.privacy.require('addPhoneCalendar')
      await requireScope(context, 'scope.addPhoneCalendar')
    },
  })
  apis.async('vibrateShort', {
    optional: { type: 'String' },
    run: ({ type }) => {
      if (type !== undefined && !['heavy', 'medium', 'light'].includes(type)) {
        throw new ApiFailure('style is not support')
      }
    },
  })
  apis.async('vibrateLong', { run: () => undefined })
}
