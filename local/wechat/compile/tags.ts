/** Tags that a page may use without declaring them: WeChat's component reference, base library 3.x, those of Skyline included. */
export const BUILT_IN_TAGS: ReadonlySet<string> = new Set(
  `view scroll-view swiper swiper-item movable-area movable-view cover-view cover-image match-media
  page-container root-portal share-element grid-view list-view sticky-header sticky-section
  draggable-sheet nested-scroll-header nested-scroll-body snapshot span open-container list-builder
  icon text rich-text progress selection
  button checkbox checkbox-group editor editor-portal form input keyboard-accessory label picker
  picker-view picker-view-column radio radio-group slider switch textarea
  functional-page-navigator navigator
  audio camera channel-live channel-video image live-player live-pusher video voip-room animation-video animation-view
  map canvas xr-frame
  ad ad-custom official-account official-account-publish open-data open-data-list open-data-item web-view
  native-component aria-component page-meta navigation-bar custom-wrapper store-home store-product store-coupon
  store-gift
  double-tap-gesture-handler force-press-gesture-handler horizontal-drag-gesture-handler
  long-press-gesture-handler pan-gesture-handler scale-gesture-handler tap-gesture-handler
  vertical-drag-gesture-handler`.split(/\s+/),
)

/** Tags of the template language itself. */
export const TEMPLATE_TAGS: ReadonlySet<string> = new Set([
  'block',
  'import',
  'include',
  'slot',
  'template',
  'wxs',
])
