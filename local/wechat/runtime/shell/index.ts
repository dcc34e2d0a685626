import type { PageRecord, Runtime, Shell, WindowConfig } from '../parts'
import { openActionSheet } from './action-sheet'
import { Sheets } from './answers'
import { createCapsule } from './capsule'
import { type Theme, themed, themeOf, themeReferences } from './colours'
import { openContractView } from './contract-view'
import { type DocumentOptions, openDocumentView } from './document-view'
import { element } from './element'
import { Frames, type PageView } from './frames'
import { openImagePreview } from './image-preview'
import { metricsOf } from './metrics'
import { type ModalAnswer, openModal } from './modal'
import { NavigationBar } from './navigation-bar'
import { openPicker } from './picker'
import { showCodesToOthers } from './sheets/nearby'
import { codesOn } from './sheets/qr'
import { StatusBar } from './status-bar'
import { SHELL_STYLE } from './style'
import { TabBar, type TabBarStyle } from './tab-bar'
import { Toast } from './toast'

/** The shell with what only `wx` needs of it. */
export interface PhoneShell extends Shell {
  readonly sheets: Sheets
  readonly tabBar: TabBar
  readonly appName: string
  readonly size: { width: number; height: number }
  /** Size of the page that is shown. */
  readonly windowSize: { width: number; height: number }
  setTabRedDot(index: number, shown: boolean): void
  setTabBarStyle(change: Partial<TabBarStyle>): void
  setTabItem(
    index: number,
    change: { text?: string; iconPath?: string; selectedIconPath?: string },
  ): void
  hideHomeButton(page: PageRecord): void
  /** The next change of the navigation bar's colours takes this long, in milliseconds. */
  animateNavigationBar(page: PageRecord, duration: number): void
  previewImage(options: { urls: string[]; current: number }): void
  openDocument(options: DocumentOptions): void
  openContract(name: string): void
  /** Covers the phone while the mini-program is in the background. */
  setAway(away: { back(): void } | undefined): void
}

export interface ShellOptions {
  runtime: Runtime
  appName: string
  /** The person chose 转发 in the capsule's menu. */
  share(): void
  /** Whether the shown page can be shared from the menu. */
  canShare(): boolean
  restart(): void
  /** The person pressed the capsule's right button. */
  leave(): void
  /** Asked before the person leaves a page by the arrow; `false` keeps it. */
  mayGoBack(): Promise<boolean>
}

/** Draws the phone into the document and answers for everything around the pages. */
export function createShell(options: ShellOptions): PhoneShell {
  const { runtime } = options
  const metrics = metricsOf(runtime.phone.screen)
  const root = element('div', { id: 'mp-phone' })
  document.head.append(element('style', {}, SHELL_STYLE))
  document.body.append(root)
  root.style.setProperty('--mp-safe-bottom', `${metrics.safeAreaBottom}px`)
  root.style.setProperty('--mp-status-bar', `${metrics.statusBarHeight}px`)

  const imageUrl = (source: string) => runtime.assetUrl(source, '')
  let tabBarVisible = true
  let theme: Theme = themeOf(runtime.config, runtime.phone.theme)
  const statusBar = new StatusBar(() => runtime.phone)
  statusBar.element.style.height = `${metrics.statusBarHeight}px`
  statusBar.element.hidden = metrics.statusBarHeight === 0
  const navigation = new NavigationBar(statusBar.element, {
    back: () => void goBack(),
    home: () => void goHome(),
  })
  const tabBar = new TabBar(runtime.config, imageUrl, (index) => {
    runtime.router.tapTab(index).catch(runtime.reportError)
  })
  tabBar.element.style.paddingBottom = `${metrics.safeAreaBottom}px`
  const frames = new Frames(metrics, () => tabBarVisible && !tabBar.custom)
  const toast = new Toast(root, imageUrl)
  const sheets = new Sheets(root, options.appName)
  const capsule = createCapsule(metrics, { menu: () => void openMenu(), leave: options.leave })
  const away = element('div', { class: 'mp-away', hidden: true })
  root.append(frames.element, navigation.element, tabBar.element, capsule, away)
  applyTheme()

  const colour = (value: string) => themed(runtime.config, theme, value)

  async function goBack(): Promise<void> {
    if (await options.mayGoBack()) await runtime.router.back(1)
  }

  function goHome(): void {
    const [first = ''] = runtime.config.pages
    const entry = (runtime.config.app.entryPagePath as string | undefined) ?? first
    runtime.router.route('reLaunch', `/${entry}`).catch(runtime.reportError)
  }

  async function openMenu(): Promise<void> {
    const actions = [
      ...(options.canShare() ? [{ text: '转发', run: options.share }] : []),
      { text: '重新进入小程序', run: options.restart },
    ]
    const index = await openActionSheet(root, { itemList: actions.map(({ text }) => text) })
    if (index !== null) actions[index]?.run()
  }

  function applyTheme(): void {
    document.documentElement.dataset.theme = theme
    for (const view of frames.views) view.frame.style.colorScheme = theme
  }

  function isHome(view: PageView): boolean {
    return view.isTab || view.path === (runtime.config.app.entryPagePath ?? runtime.config.pages[0])
  }

  function draw(): void {
    const view = frames.shown
    if (!view) return
    const { window } = view
    const black = colour(window.navigationBarTextStyle) === 'black'
    const depth = runtime.router.stack.length
    navigation.draw({
      title: window.navigationBarTitleText,
      background: colour(window.navigationBarBackgroundColor),
      foreground: black ? '#000000' : '#ffffff',
      custom: window.navigationStyle === 'custom',
      loading: view.loading,
      canGoBack: depth > 1,
      showHome: depth === 1 && !isHome(view) && !view.homeHidden,
      duration: view.duration,
    })
    view.duration = 0
    capsule.dataset.on = black ? 'light' : 'dark'
    frames.element.style.background = colour(window.backgroundColor)
    view.pullDown.setStyle(colour(window.backgroundTextStyle) === 'light' ? 'light' : 'dark')
    tabBar.element.hidden = !view.isTab || !tabBarVisible || tabBar.custom
    if (view.isTab) tabBar.draw(view.path, theme)
  }

  runtime.onPhoneChange(() => {
    statusBar.draw()
    const now = themeOf(runtime.config, runtime.phone.theme)
    if (now !== theme) {
      theme = now
      applyTheme()
      runtime.events.emit('themeChange', { theme })
    }
    draw()
  })
  showCodesToOthers(() => {
    const page = frames.shown?.frame.contentDocument
    return page ? codesOn(page) : []
  })

  return {
    metrics,
    sheets,
    tabBar,
    appName: options.appName,
    get theme() {
      return theme
    },
    get size() {
      return { width: root.clientWidth, height: root.clientHeight }
    },
    get windowSize() {
      const frame = frames.shown?.frame
      return frame
        ? { width: frame.clientWidth, height: frame.clientHeight }
        : {
            width: root.clientWidth,
            height: root.clientHeight - metrics.statusBarHeight - metrics.navigationBarHeight,
          }
    },
    createFrame(page) {
      const window = { ...page.window, ...themeReferences(runtime.config, page.path) }
      const frame = frames.create({ ...page, window })
      frame.style.colorScheme = theme
      return frame
    },
    show(page) {
      const view = frames.of(page)
      frames.show(view, runtime.router.stack.length)
      if (!view.listening && view.window.enablePullDownRefresh) {
        view.listening = true
        view.pullDown.listen(() => runtime.router.pullDown(page))
      }
      draw()
    },
    remove: (page) => frames.remove(page),
    setNavigating: (underway) => frames.element.setAttribute('aria-busy', String(underway)),
    setNavigationBar(page, change: Partial<WindowConfig> & { loading?: boolean }) {
      const view = frames.of(page)
      const { loading, ...window } = change
      if (loading !== undefined) view.loading = loading
      view.window = { ...view.window, ...window }
      draw()
    },
    animateNavigationBar(page, duration) {
      frames.of(page).duration = duration
    },
    hideHomeButton(page) {
      frames.of(page).homeHidden = true
      draw()
    },
    setTabBadge: (index, text) => tabBar.mark(index, { badge: text }),
    setTabRedDot: (index, shown) => tabBar.mark(index, { dot: shown }),
    setTabBarStyle: (change) => tabBar.setStyle(change),
    setTabItem: (index, change) => tabBar.setItem(index, change),
    setTabBarVisible(visible) {
      tabBarVisible = visible
      frames.placeAll()
      draw()
    },
    setPullDownRefreshing: (page, refreshing) => frames.of(page).pullDown.set(refreshing),
    toast: (wanted) => (wanted ? toast.show(wanted) : toast.hide()),
    async modal(wanted): Promise<ModalAnswer> {
      const prepared = sheets.take('modal')
      if (!prepared) return openModal(root, wanted)
      const { confirm, content } = prepared
      return { confirm, cancel: !confirm, ...(content === undefined ? {} : { content }) }
    },
    async actionSheet(wanted) {
      const prepared = sheets.take('actionSheet')
      return prepared ? prepared.index : openActionSheet(root, wanted)
    },
    picker: (wanted) => openPicker(root, wanted),
    previewImage: (wanted) => void openImagePreview(root, wanted),
    openDocument: (wanted) => openDocumentView(root, wanted),
    openContract: (name) => openContractView(root, name),
    setAway(now) {
      away.hidden = now === undefined
      away.replaceChildren(
        element('p', { class: 'mp-faint' }, '小程序在后台'),
        element(
          'button',
          { class: 'mp-button mp-primary', onclick: () => now?.back() },
          '回到小程序',
        ),
      )
    },
  }
}
