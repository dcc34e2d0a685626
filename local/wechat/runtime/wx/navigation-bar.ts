import type { PageRecord } from '../parts'
import { ApiFailure } from './apis'
import type { WxContext } from './context'

export function defineNavigationBar({ apis, runtime, shell }: WxContext): void {
  const top = (): PageRecord => {
    const page = runtime.router.top
    if (!page) throw new ApiFailure('no page')
    return page
  }
  apis.async('setNavigationBarTitle', {
    required: { title: 'String' },
    run: ({ title }) => shell.setNavigationBar(top(), { navigationBarTitleText: title }),
  })
  apis.async('setNavigationBarColor', {
    required: { frontColor: 'String', backgroundColor: 'String' },
    optional: { animation: 'Object' },
    run: ({ frontColor, backgroundColor, animation }) => {
      const front = frontColor.toLowerCase()
      if (front !== '#ffffff' && front !== '#000000') {
        throw new ApiFailure(`invalid frontColor "${frontColor}"`)
      }
      shell.animateNavigationBar(top(), Number(animation?.duration ?? 0))
      shell.setNavigationBar(top(), {
        navigationBarBackgroundColor: backgroundColor,
        navigationBarTextStyle: front === '#000000' ? 'black' : 'white',
      })
    },
  })
  apis.async('showNavigationBarLoading', {
    run: () => shell.setNavigationBar(top(), { loading: true }),
  })
  apis.async('hideNavigationBarLoading', {
    run: () => shell.setNavigationBar(top(), { loading: false }),
  })
  apis.async('hideHomeButton', { run: () => shell.hideHomeButton(top()) })
  apis.async('setBackgroundColor', {
    optional: {
      backgroundColor: 'String',
      backgroundColorTop: 'String',
      backgroundColorBottom: 'String',
    },
    run: ({ backgroundColor, backgroundColorTop }) => {
      const colour = backgroundColorTop ?? backgroundColor
      if (colour !== undefined) shell.setNavigationBar(top(), { backgroundColor: colour })
    },
  })
  apis.async('setBackgroundTextStyle', {
    required: { textStyle: 'String' },
    run: ({ textStyle }) => {
      const backgroundTextStyle = textStyle === 'light' ? 'light' : 'dark'
      shell.setNavigationBar(top(), { backgroundTextStyle })
    },
  })
}
