import type { Database, DatabaseTransaction } from '#server/database/database.ts'

export type SettingKey =
  | 'demonstration'
  | 'data-as-of'
  | 'exemption-policy'
  | 'portfolio-judged'
  | 'time-settings'
  | 'barometer-settings'

export async function setSetting(db: Database | DatabaseTransaction, key: SettingKey, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export async function findSetting(db: Database, key: SettingKey): Promise<string | undefined> {
  return (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value
}

/** What every page says of the installation: whether its data is fictitious, and the date of its newest data. */
export async function installation(db: Database): Promise<{ isDemonstration: boolean; dataAsOf: string | null }> {
  const rows = await db.selectFrom('setting').selectAll().execute()
  const value = (key: SettingKey) => rows.find((row) => row.key === key)?.value
  return { isDemonstration: value('demonstration') === 'yes', dataAsOf: value('data-as-of') ?? null }
}
