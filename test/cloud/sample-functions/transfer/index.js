// Opens accounts, and moves points from one to another: both change, or neither does.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database({ throwOnNotFound: false })
const _ = db.command

exports.main = async ({ open, from, to, points }) => {
  if (open) return db.collection('accounts').doc(open).set({ data: { points } })
  try {
    return await db.runTransaction(async (transaction) => {
      const accounts = transaction.collection('accounts')
      const { data: payer } = await accounts.doc(from).get()
      if (!payer) await transaction.rollback({ reason: 'no such account' })
      await accounts.doc(from).update({ data: { points: _.inc(-points) } })
      await accounts.doc(to).update({ data: { points: _.inc(points) } })
      if (payer.points < points) await transaction.rollback({ reason: 'not enough points' })
      return { left: payer.points - points }
    })
  } catch (error) {
    if (error.reason) return { refused: error.reason }
    throw error
  }
}
