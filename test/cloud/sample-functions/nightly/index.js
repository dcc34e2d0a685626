// Every night at two (UTC+8) reports how many notes there are; a person who calls gets the last two.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database()

const reports = db.collection('reports')

async function latestReports() {
  const { data } = await reports.orderBy('_id', 'desc').limit(2).get()
  return data
}

exports.main = async (event) => {
  if (event.Type !== 'Timer') return latestReports()
  const { total } = await db.collection('notes').count()
  await reports.add({ data: { _id: event.Time, trigger: event.TriggerName, total } })
  return { total }
}
