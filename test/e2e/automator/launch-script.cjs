// A script as the client's documentation shows them, run by launch.test.ts in a process of its own, because the
// client keeps a timer of 15 seconds after the phone was closed.
const automator = require('miniprogram-automator')

async function main([cliPath, projectPath, port]) {
  const mini = await automator.launch({ cliPath, projectPath, port: Number(port) })
  const page = await mini.currentPage()
  const row = await page.$('#row-a')
  await row.tap()
  const done = await page.data('items[0].done')
  await mini.close()
  const after = await mini.currentPage().catch((error) => error.message)
  console.log(JSON.stringify({ path: page.path, done, after }))
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
