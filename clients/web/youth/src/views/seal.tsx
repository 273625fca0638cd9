/** What stands above the field when the seal needs the youth: who answers is not proven. */
import { AGENCY_MODE } from '@samtale/core/seal/chain';
import type { Verdict } from '@samtale/core/seal/layout';
import type { State } from '../state.ts';
import type { Key } from '../texts.ts';
import { Ask } from './ask.tsx';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

/** The verdict that stands in the way, or null. */
export function sealFault({ seal }: State): Verdict | null {
	return seal && seal.at !== 'open' && seal.at !== 'making' ? seal.at : null;
}

/** Nothing is sent before somebody has proven who answers; it never goes out in the clear. */
export function Sealing({ fault, swap }: { fault: Verdict; swap(): void }) {
	const { visit, state, texts } = usePage();
	const { agency, door, seal } = state;
	const isClock = fault === 'clock';
	const mayLower = isClock && seal?.mode === AGENCY_MODE;
	const date = new Date();
	const params = {
		agency: agency?.name ?? door.name,
		date: [date.getDate(), date.getMonth() + 1, date.getFullYear()].join('.'),
		help: texts.t('youth.bar.help'),
	};
	return (
		<Ask
			test="seal"
			unasked
			alarm={fault === 'not_proven'}
			head={<T k={`youth.seal.fault.${fault}` as Key} with={params} />}
			text={<T k={isClock ? 'youth.seal.clock_text' : 'youth.seal.unsent'} with={params} />}
			yes={<T k={isClock ? 'youth.seal.again' : 'youth.talk.swap'} />}
			no={
				<T
					k={
						mayLower
							? 'youth.seal.lower'
							: isClock
								? 'youth.talk.swap'
								: 'youth.seal.again'
					}
				/>
			}
			onYes={() => (isClock ? visit.room?.again() : swap())}
			onNo={() =>
				mayLower ? visit.room?.lower() : isClock ? swap() : visit.room?.again()
			}
		/>
	);
}
