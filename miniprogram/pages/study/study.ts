import { definePage } from '../../services/page'

/** 学习: says what will be here. */
definePage({ data: {} })
