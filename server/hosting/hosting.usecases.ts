import type { HostingOption } from '#models/hosting/hosting-option.schemas.ts'
import type { Database } from '#server/database/database.ts'
import { demonstrationOptions, plainOptions } from '#server/shared/datasets.ts'
import { installation } from '#server/shared/settings.ts'

/** The offers of this installation. */
export async function optionsInForce(db: Database): Promise<readonly HostingOption[]> {
  const { isDemonstration } = await installation(db)
  return isDemonstration ? demonstrationOptions() : plainOptions()
}

/** Names of every offer that may stand in a result. */
export function hostingOptionLabels(): readonly Pick<HostingOption, 'id' | 'label'>[] {
  return demonstrationOptions()
}
