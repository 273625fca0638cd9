/** The login, which this page shares with the desk. */
import { Login } from '@samtale/staff/views/login';
import { usePage } from '../context.ts';

export function SignIn() {
	const { live } = usePage();
	return (
		<Login
			busy={live.busy.value}
			failure={live.failure.value}
			act={(typed) => void live.login(typed)}
		/>
	);
}
