import { ApiFailure } from './apis'
import type { WxContext } from './context'

/** Longest text of a badge; more is shown as `…`, as the documentation says. */
const BADGE_LENGTH = 4

export function defineTabBar({ apis, runtime, shell }: WxContext): void {
  /** These calls work only while a tab page is shown. */
  function onTabPage(index?: number): void {
    if (!runtime.router.top?.isTab) throw new ApiFailure('not TabBar page')
    if (index !== undefined && !shell.tabBar.items[index])
      throw new ApiFailure('tabbar item not found')
  }
  apis.async('setTabBarBadge', {
    required: { index: 'Number', text: 'String' },
    run: ({ index, text }) => {
      onTabPage(index)
      shell.setTabRedDot(index, false)
      shell.setTabBadge(index, text.length > BADGE_LENGTH ? '…' : text)
    },
  })
  apis.async('removeTabBarBadge', {
    required: { index: 'Number' },
    run: ({ index }) => {
      onTabPage(index)
      shell.setTabBadge(index, undefined)
    },
  })
  for (const [name, shown] of [
    ['showTabBarRedDot', true],
    ['hideTabBarRedDot', false],
  ] as const) {
    apis.async(name, {
      required: { index: 'Number' },
      run: ({ index }) => {
        onTabPage(index)
        if (shown) shell.setTabBadge(index, undefined)
        shell.setTabRedDot(index, shown)
      },
    })
  }
  for (const [name, visible] of [
    ['showTabBar', true],
    ['hideTabBar', false],
  ] as const) {
    apis.async(name, {
      optional: { animation: 'Boolean' },
      run: () => {
        onTabPage()
        shell.setTabBarVisible(visible)
      },
    })
  }
  apis.async('setTabBarStyle', {
    optional: {
      color: 'String',
      selectedColor: 'String',
      backgroundColor: 'String',
      borderStyle: 'String',
    },
    run: (change) => {
      onTabPage()
      shell.setTabBarStyle(change)
    },
  })
  apis.async('setTabBarItem', {
    required: { index: 'Number' },
    optional: { text: 'String', iconPath: 'String', selectedIconPath: 'String' },
    run: ({ index, ...change }) => {
      onTabPage(index)
      shell.setTabItem(index, change)
    },
  })
}
