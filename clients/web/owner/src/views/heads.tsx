/** The head of a table. */
import { usePage } from '../context.ts';

interface HeadsProps {
	/** The first parts of the keys of its texts. */
	of: string;
	/** Their last parts, a column each. */
	columns: readonly string[];
	/** Rows end with something to press. */
	acts?: boolean;
}

export function Heads({ of, columns, acts = false }: HeadsProps) {
	const { i18n } = usePage();
	return (
		<thead>
			<tr>
				{columns.map((column) => (
					<th key={column} scope="col">
						{i18n.t(`${of}.${column}`)}
					</th>
				))}
				{acts && <td />}
			</tr>
		</thead>
	);
}
