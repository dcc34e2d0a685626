import { ApiFailure } from './apis'
import { requireScope } from './authorization'
import type { WxContext } from './context'

const VIBRATIONS = ['heavy', 'medium', 'light'] as const

/** Clipboard, calls, calendar, vibration, the screen. */
export function defineDevice(context: WxContext): void {
  const { apis, shell, runtime } = context
  /** The phone's clipboard; the computer's own is not touched. */
  let clipboard = ''

  apis.async('setClipboardData', {
    required: { data: 'String' },
    run: ({ data }) => {
      clipboard = data
      context.report({ effect: 'clipboard', text: data })
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
    run: async ({ title, startTime, endTime, alarm = true, alarmOffset = 0, ...rest }) => {
      // A moment in milliseconds instead of seconds would be tens of thousands of years from now.
      if (startTime > 1e11) throw new ApiFailure('parameter error: startTime should be in seconds')
      await context.privacy.require('addPhoneCalendar')
      await requireScope(context, 'scope.addPhoneCalendar')
      context.report({
        effect: 'calendar',
        title,
        startTime,
        ...(endTime === undefined ? {} : { endTime: Number(endTime) }),
        allDay: rest.allDay ?? false,
        description: rest.description ?? '',
        location: rest.location ?? '',
        ...(alarm ? { alarmOffset } : {}),
      })
    },
  })
  apis.async('vibrateShort', {
    optional: { type: 'String' },
    run: ({ type = 'medium' }) => {
      const kind = VIBRATIONS.find((known) => known === type)
      if (kind === undefined) throw new ApiFailure('style is not support')
      context.report({ effect: 'vibration', kind })
    },
  })
  apis.async('vibrateLong', {
    run: () => context.report({ effect: 'vibration', kind: 'long' }),
  })
  apis.async('setKeepScreenOn', {
    required: { keepScreenOn: 'Boolean' },
    run: ({ keepScreenOn }) => context.report({ effect: 'keepScreenOn', on: keepScreenOn }),
  })
}
