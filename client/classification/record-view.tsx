import { For } from 'solid-js'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { communicationWords, fieldWords, placeWords, recordSections, valueAt } from './record-fields.ts'

/** A whole record to read, unknown values included. */
export function RecordView(props: { record: ClassificationRecord }) {
  return (
    <div class="rec">
      <For each={recordSections}>
        {(section) => (
          <div>
            <h3>{t(section.title)}</h3>
            <dl class="dl">
              <For each={section.fields}>
                {(field) => {
                  const value = () => valueAt(props.record, field.path)
                  return (
                    <>
                      <dt>{t(field.label)}</dt>
                      <dd classList={{ mut: value() === null }}>{fieldWords(field, value())}</dd>
                    </>
                  )
                }}
              </For>
            </dl>
          </div>
        )}
      </For>
      <div>
        <h3>{t('classification.sectionPlaces')}</h3>
        <ul class="sm">
          <For each={props.record.places} fallback={<li class="mut">{t('classification.placesNone')}</li>}>
            {(place) => <li>{placeWords(place)}</li>}
          </For>
        </ul>
      </div>
      <div>
        <h3>{t('classification.sectionCommunications')}</h3>
        <ul class="sm">
          <For
            each={props.record.communications}
            fallback={<li class="mut">{t('classification.communicationsNone')}</li>}
          >
            {(one) => <li>{communicationWords(one)}</li>}
          </For>
        </ul>
      </div>
    </div>
  )
}
