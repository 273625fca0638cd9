/** What stands above the field when the seal needs the youth: who answers is not proven. */
import { AGENCY_MODE } from '@samtale/core/seal/chain';
import type { Verdict } from '@samtale/core/seal/layout';
import type { State } from '../state.ts';
import { Ask } from './ask.tsx';
import { usePage } from './context.ts';

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
			head={texts.word('youth.seal.fault', fault, params)}
			text={texts.t(isClock ? 'youth.seal.clock_text' : 'youth.seal.unsent', params)}
			yes={texts.t(isClock ? 'youth.seal.again' : 'youth.talk.swap')}
			no={texts.t(
				mayLower
					? 'youth.seal.lower'
					: isClock
						? 'youth.talk.swap'
						: 'youth.seal.again',
			)}
			onYes={() => (isClock ? visit.room?.again() : swap())}
			onNo={() =>
				mayLower ? visit.room?.lower() : isClock ? swap() : visit.room?.again()
			}
		/>
	);
}
