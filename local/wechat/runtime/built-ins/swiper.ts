import { elementOfDom, isComponent } from '../framework/engine'
import type { BuiltIn, Instance } from './define'
import { SwiperTrack } from './swiper-track'

export const swiper: BuiltIn = {
  tag: 'swiper',
  properties: {
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0,0,0,.3)' },
    indicatorActiveColor: { type: String, value: '#000000' },
    autoplay: Boolean,
    current: { type: Number, value: 0 },
    currentItemId: String,
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    circular: Boolean,
    vertical: Boolean,
    previousMargin: { type: String, value: '0px' },
    nextMargin: { type: String, value: '0px' },
    displayMultipleItems: { type: Number, value: 1 },
    snapToEdge: Boolean,
    easingFunction: { type: String, value: 'default' },
    disableTouch: Boolean,
    scrollWithAnimation: { type: Boolean, value: true },
    touchable: null,
    cacheExtent: Number,
  },
  css: `wx-swiper{display:block;height:150px;position:relative;overflow:hidden;touch-action:pan-y}
wx-swiper[vertical]{touch-action:pan-x}`,
  setup(instance) {
    const { element, view, data, watch, emit, set } = instance
    const track = new SwiperTrack(instance)
    let current = 0
    let attached = false
    let timer = 0
    const itemId = (index: number) => {
      const item = elementOfDom(track.items[index] ?? null)
      return isComponent(item) ? String(item.data.itemId ?? '') : ''
    }
    const go = (index: number, source: '' | 'autoplay' | 'touch', animated: boolean) => {
      const count = track.items.length
      if (!count) {
        current = index
        return
      }
      const next = data.circular ? (index + count) % count : Math.min(Math.max(0, index), count - 1)
      const changed = next !== current
      current = next
      track.draw(current, 0, animated)
      const detail = { current, currentItemId: itemId(current), source }
      if (changed) {
        // A swipe changes the property, as two-way binding sees it; an app's own change is known to it.
        if (data.current !== current) set({ current })
        emit('change', detail)
      }
      view.setTimeout(() => emit('animationfinish', detail), animated ? Number(data.duration) : 0)
    }
    watch(
      'indicatorDots indicatorColor indicatorActiveColor vertical previousMargin nextMargin displayMultipleItems',
      () => {
        element.toggleAttribute('vertical', Boolean(data.vertical))
        track.draw(current, 0, false)
      },
    )
    watch('current', () => {
      if (data.current !== current)
        go(Number(data.current), '', attached && Boolean(data.scrollWithAnimation))
    })
    watch('currentItemId', () => {
      const found = track.items.findIndex((_, index) => itemId(index) === data.currentItemId)
      if (data.currentItemId && found >= 0) go(found, '', attached)
    })
    const play = () => {
      view.clearInterval(timer)
      if (!data.autoplay || !attached) return
      timer = view.setInterval(() => {
        const last = current + 1 >= track.items.length
        go(last ? 0 : current + 1, 'autoplay', true)
      }, Number(data.interval))
    }
    watch('autoplay interval', play)
    const observer = new view.MutationObserver(() => track.draw(current, 0, false))
    listenToSwipe(instance, track, () => current, go)
    return {
      attached() {
        attached = true
        observer.observe(element, { childList: true })
        current = Math.min(Number(data.current), Math.max(0, track.items.length - 1))
        track.draw(current, 0, false)
        play()
      },
      detached() {
        view.clearInterval(timer)
        observer.disconnect()
      },
      methods: { swipeTo: (index) => go(Number(index), 'touch', true) },
    }
  },
}

/** Part of the swiper's length a finger must go to turn to the next item. */
const TURN = 0.2

function listenToSwipe(
  { element, data, on, emit }: Instance,
  track: SwiperTrack,
  current: () => number,
  go: (index: number, source: 'touch', animated: boolean) => void,
): void {
  let start: { x: number; y: number } | undefined
  let offset = 0
  on('touchstart', ({ touches }) => {
    start =
      touches[0] && !data.disableTouch
        ? { x: touches[0].clientX, y: touches[0].clientY }
        : undefined
    offset = 0
  })
  on('touchmove', ({ touches }) => {
    if (!start || !touches[0]) return
    offset = data.vertical ? touches[0].clientY - start.y : touches[0].clientX - start.x
    track.draw(current(), offset, false)
    emit('transition', data.vertical ? { dx: 0, dy: -offset } : { dx: -offset, dy: 0 })
  })
  on('touchend', () => {
    if (!start) return
    start = undefined
    if (offset === 0) return
    const length = data.vertical ? element.clientHeight : element.clientWidth
    const turned = Math.abs(offset) > length * TURN ? (offset < 0 ? 1 : -1) : 0
    go(current() + turned, 'touch', true)
  })
}

export const swiperItem: BuiltIn = {
  tag: 'swiper-item',
  properties: { itemId: String, skipHiddenItemLayout: Boolean },
  css: 'wx-swiper-item{display:block;position:absolute;width:100%;height:100%;top:0;left:0;overflow:hidden}',
}
