/** The foot of a section: save it, or go back to what is kept, and what became of that. */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';

const KNOWN = ['audit', 'net', 'permission', 'last_owner', 'missing', 'rate', 'session', 'taken', 'full'];

/** What went wrong, when it is not at a field. */
export function Problem() {
	const { i18n, office } = usePage();
	const code = office.problem.value;
	if (code === '' || code === 'value') {
		return null;
	}
	const isChanged = code === 'changed';
	const key = KNOWN.includes(code) ? code : 'net';
	return (
		<div class="note bad" data-test="problem" data-code={code}>
			<Icon name="warn" />
			<div>
				{isChanged && <b>{i18n.t('owner.changed.head')} </b>}
				{i18n.t(isChanged ? 'owner.changed.text' : `owner.error.${key}`)}
			</div>
		</div>
	);
}

interface SaveBarProps {
	name: string;
	fields: readonly string[];
	/** False while something that stands there cannot be saved. */
	ready?: boolean;
	/** Puts what the section keeps beside the office back, too. */
	onDiscard?(): void;
}

export function SaveBar({ name, fields, ready = true, onDiscard }: SaveBarProps) {
	const { i18n, office } = usePage();
	const foot = useRef<HTMLDivElement>(null);
	const count = office.changed(fields).length;
	const faulty = fields.some((field) => office.faults.value[field] !== undefined);
	const saved = office.saved.value.some((field) => fields.includes(field));
	/* A refusal leads to the first field that is wrong. */
	useEffect(() => {
		if (faulty && office.problem.value === 'value') {
			foot.current
				?.closest('section')
				?.querySelector<HTMLElement>('[aria-invalid="true"]')
				?.focus();
		}
	}, [office.problem.value]);
	const save = (): void => {
		if (!ready) {
			foot.current
				?.closest('section')
				?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')
				?.focus();
		} else if (!office.busy.value && count > 0) {
			void office.save(fields);
		}
	};
	const discard = (): void => {
		office.discard(fields);
		onDiscard?.();
	};
	return (
		<div class="stack" ref={foot}>
			{count > 0 && <Problem />}
			<div class="row">
				<button
					type="button"
					class="ds-button"
					aria-disabled={count === 0}
					data-test={`save-${name}`}
					onClick={save}
				>
					{i18n.t(office.busy.value ? 'owner.save.busy' : 'owner.save.go')}
				</button>
				{count > 0 && (
					<button
						type="button"
						class="ds-button"
						data-variant="secondary"
						data-test={`discard-${name}`}
						onClick={discard}
					>
						{i18n.t('owner.save.discard')}
					</button>
				)}
				<span role="status" class="small" data-test={`status-${name}`}>
					{faulty && <span class="bad">{i18n.t('owner.fault.head')}</span>}
					{!faulty && count > 0 && (
						<span class="muted">{i18n.n('owner.save.count', count)}</span>
					)}
					{!faulty && count === 0 && saved && (
						<span class="good">{i18n.t('owner.save.done')}</span>
					)}
				</span>
			</div>
		</div>
	);
}
