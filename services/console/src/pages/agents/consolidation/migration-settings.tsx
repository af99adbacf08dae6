import { Card } from '../../../ui/card';
import { Fact, Facts } from '../../../ui/facts';
import { ActorName } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { MigrationDetail } from '../schemas';
import { Hold } from './hold';
import { changeWords, settingWords } from './setting-words';

/** What moves it, what stays with the legacy agent, and who set it otherwise. */
export function MigrationSettings({ migration }: { readonly migration: MigrationDetail }) {
  const { excluded, settingsChanges } = migration;
  return (
    <Card title="Settings" hint="Every change is recorded." actions={<Hold migration={migration} />}>
      <div className="flex flex-col gap-4">
        <Facts>
          {settingWords(migration).map(([name, words]) => (
            <Fact key={name} name={name}>
              {words}
            </Fact>
          ))}
        </Facts>
        <section>
          <h3 className="font-medium">Work that stays with the legacy agent until it is active</h3>
          {excluded.length === 0 ? (
            <p className="text-ink-2">None: every kind of work may come over.</p>
          ) : (
            <ul className="mt-1 flex flex-col gap-1">
              {excluded.map(({ name, when }) => (
                <li key={name}>
                  {name}
                  <code className="block font-mono text-[12.5px] break-words text-ink-3">{when}</code>
                </li>
              ))}
            </ul>
          )}
        </section>
        {settingsChanges.length > 0 && (
          <section>
            <h3 className="font-medium">Changes</h3>
            <ul className="mt-1 flex flex-col gap-2">
              {settingsChanges.map(({ version, changes, actor, at }) => (
                <li key={version}>
                  {changes.map((change) => (
                    <p key={change.setting} className="break-words">
                      {changeWords(change)}
                    </p>
                  ))}
                  <p className="text-[13px] text-ink-3">
                    <ActorName actor={actor} /> · <Time at={at} as="exact" />
                  </p>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Card>
  );
}
