import type { BuiltIn } from './define'

/** A browser's own video with WeChat's events. */
export const video: BuiltIn = {
  tag: 'video',
  properties: {
    src: String,
    poster: String,
    controls: { type: Boolean, value: true },
    autoplay: Boolean,
    loop: Boolean,
    muted: Boolean,
    initialTime: Number,
    duration: Number,
    objectFit: { type: String, value: 'contain' },
    title: String,
    direction: Number,
    showCenterPlayBtn: { type: Boolean, value: true },
    showFullscreenBtn: { type: Boolean, value: true },
    showPlayBtn: { type: Boolean, value: true },
    enableProgressGesture: { type: Boolean, value: true },
  },
  css: 'wx-video{display:block;width:300px;height:225px;background:#000}wx-video>video{display:block;width:100%;height:100%}',
  setup({ data, watch, create, emit, asset }) {
    const player = create('video')
    player.playsInline = true
    watch('src', () => {
      const url = asset(data.src)
      if (url) player.src = url
      else player.removeAttribute('src')
    })
    watch('poster', () => {
      player.poster = asset(data.poster)
    })
    watch('controls autoplay loop muted objectFit', () => {
      player.controls = Boolean(data.controls)
      player.autoplay = Boolean(data.autoplay)
      player.loop = Boolean(data.loop)
      player.muted = Boolean(data.muted)
      player.style.objectFit = String(data.objectFit)
    })
    player.addEventListener('loadedmetadata', () => {
      if (data.initialTime) player.currentTime = Number(data.initialTime)
      emit('loadedmetadata', {
        width: player.videoWidth,
        height: player.videoHeight,
        duration: player.duration,
      })
    })
    for (const event of ['play', 'pause', 'ended', 'waiting'] as const)
      player.addEventListener(event, () => emit(event))
    player.addEventListener('timeupdate', () =>
      emit('timeupdate', { currentTime: player.currentTime, duration: player.duration }),
    )
    player.addEventListener('error', () => emit('error', { errMsg: player.error?.message ?? '' }))
    const context = {
      play: () => void player.play(),
      pause: () => player.pause(),
      stop() {
        player.pause()
        player.currentTime = 0
      },
      seek: (position: number) => {
        player.currentTime = position
      },
      playbackRate: (rate: number) => {
        player.playbackRate = rate
      },
    }
    return { context }
  },
}
