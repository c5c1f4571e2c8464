import { createSignal, type JSX, Show } from 'solid-js'
import type { SessionView } from '#models/access/access.schemas.ts'
import { signIn } from '#client/api/access.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'

/** Login and password; `children` stand beside the button. */
export function SignInForm(props: { onDone: (who: SessionView) => void; children?: JSX.Element }) {
  const [login, setLogin] = createSignal('')
  const [password, setPassword] = createSignal('')
  const act = createAct()
  async function enter(event: SubmitEvent) {
    event.preventDefault()
    const who = await act.run(async () => await signIn(login(), password()))
    if (who !== undefined) props.onDone(who)
  }
  return (
    <form class="form" onSubmit={(event) => void enter(event)}>
      <TextField label={t('access.login')} autocomplete="username" value={login()} onInput={setLogin} />
      <TextField
        label={t('access.password')}
        type="password"
        autocomplete="current-password"
        value={password()}
        onInput={setPassword}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <div class="acts">
        <Button kind="primary" type="submit" busy={act.isRunning() ? t('access.signingIn') : undefined}>
          {t('access.signIn')}
        </Button>
        {props.children}
      </div>
    </form>
  )
}
