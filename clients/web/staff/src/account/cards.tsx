/** What can be changed: the password, the code app, the recovery codes. */
import { useState } from 'preact/hooks';
import { Field } from '../views/field.tsx';
import { NbText } from '../views/nb-text.tsx';
import { Secret } from '../views/secret.tsx';
import type { Proofs } from './account.ts';
import { ChangeCard, type CardProps } from './change.tsx';

export function PasswordCard(props: CardProps) {
	return (
		<ChangeCard
			{...props}
			act="password"
			fields={(unfit) => (
				<Field
					name="password-wish"
					text="account.field.wish"
					hint="join.password_hint"
					invalid={unfit}
					complete="new-password"
					kind="password"
					test="password-wish"
					long={256}
				/>
			)}
			chosen={(text) => ({ wish: text('wish') })}
		>
			<p>
				<NbText text="account.text.password" />
			</p>
		</ChangeCard>
	);
}

/** The secret stays the one that was shown when the form opened: each time the account is asked for there is another. */
function AppFields({ proofs, unfit }: { proofs: Proofs; unfit: boolean }) {
	const [{ secret, uri }] = useState(proofs);
	return (
		<>
			<input type="hidden" name="app-secret" value={secret} />
			<Secret secret={secret} uri={uri} />
			<Field
				name="app-shown"
				text="account.field.shown"
				hint="join.code_hint"
				invalid={unfit}
				complete="one-time-code"
				test="app-shown"
				long={7}
			/>
		</>
	);
}

export function AppCard(props: CardProps) {
	const { proofs } = props.own;
	return (
		<ChangeCard
			{...props}
			act="app"
			fields={(unfit) => <AppFields proofs={proofs} unfit={unfit} />}
			chosen={(text) => ({ secret: text('secret'), shown: text('shown') })}
		>
			<p>
				<NbText text={proofs.app ? 'account.text.app' : 'account.text.app_first'} />
			</p>
		</ChangeCard>
	);
}

export function CodesCard(props: CardProps) {
	return props.own.proofs.app ? (
		<ChangeCard {...props} act="codes" fields={() => null} chosen={() => ({})}>
			<p>
				<NbText text="account.text.codes" />
			</p>
		</ChangeCard>
	) : null;
}
