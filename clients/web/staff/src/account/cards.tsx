/** What can be changed: the password, the code app, the recovery codes. */
import { useState } from 'preact/hooks';
import { Codes } from '../join/codes.tsx';
import { Field, Secret } from '../join/parts.tsx';
import { NbText } from '../views/nb-text.tsx';
import type { Account, Own } from './account.ts';
import { ChangeCard } from './change.tsx';

interface CardProps {
	account: Account;
	own: Own;
	/** Asks anew for all that is shown. */
	changed(): Promise<void>;
}

export function PasswordCard({ account, own, changed }: CardProps) {
	return (
		<ChangeCard
			account={account}
			own={own}
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
			changed={changed}
		>
			<p>
				<NbText text="account.text.password" />
			</p>
		</ChangeCard>
	);
}

export function AppCard({ account, own, changed }: CardProps) {
	const [codes, setCodes] = useState<string[]>([]);
	return (
		<ChangeCard
			account={account}
			own={own}
			act="app"
			fields={(unfit) => (
				<>
					<Secret {...own.proofs} />
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
			)}
			chosen={(text) => ({ secret: own.proofs.secret, shown: text('shown') })}
			done={setCodes}
			changed={changed}
		>
			<p>
				<NbText text={own.proofs.app ? 'account.text.app' : 'account.text.app_first'} />
			</p>
			{codes.length > 0 && <Codes codes={codes} />}
		</ChangeCard>
	);
}

export function CodesCard({ account, own, changed }: CardProps) {
	const [codes, setCodes] = useState<string[]>([]);
	if (!own.proofs.app) {
		return null;
	}
	return (
		<ChangeCard
			account={account}
			own={own}
			act="codes"
			fields={() => null}
			chosen={() => ({})}
			done={setCodes}
			changed={changed}
		>
			<p>
				<NbText text="account.text.codes" />
			</p>
			{codes.length > 0 && <Codes codes={codes} />}
		</ChangeCard>
	);
}
