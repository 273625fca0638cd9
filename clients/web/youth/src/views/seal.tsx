/** What stands above the field when the seal needs the youth: who answers is not proven. */
import type { Verdict } from '@samtale/core/seal/layout';
import type { Key } from '../texts.ts';
import { usePage } from './context.ts';
import { Ask, T } from './parts.tsx';

interface SealingProps {
	fault: Verdict;
	/** The agency may be let answer by its other mode. */
	mayLower: boolean;
	swap(): void;
}

/** Nothing is sent before somebody has proven who answers; it never goes out in the clear. */
export function Sealing({ fault, mayLower, swap }: SealingProps) {
	const { visit, state, texts } = usePage();
	const { agency, door } = state;
	const isClock = fault === 'clock';
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
