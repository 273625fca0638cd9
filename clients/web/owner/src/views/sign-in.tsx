/** The login, which this page shares with the desk; what it opens is the session of this tab. */
import { useState } from 'preact/hooks';
import type { LoginFailure, Typed } from '@samtale/staff/login-call';
import { Login } from '@samtale/staff/views/login';
import { usePage } from '../context.ts';

export function SignIn() {
	const { office } = usePage();
	const [busy, setBusy] = useState(false);
	const [failure, setFailure] = useState<LoginFailure | null>(null);
	const act = async (typed: Typed | null): Promise<void> => {
		setBusy(true);
		setFailure(await office.login(typed));
		setBusy(false);
	};
	return <Login busy={busy} failure={failure ?? office.parting.value} act={(typed) => void act(typed)} />;
}
