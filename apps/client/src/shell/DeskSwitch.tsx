import { NativeSelect } from '@mantine/core';
import { useStore } from 'zustand';
import { useConsole, useOpenDesk, useTexts } from '../console-context.tsx';
import type { Desk } from '../desk/desk.ts';
import { isConsulting } from '../desk/desk-rules.ts';
import type { Me } from '../server-api.ts';

/** Which desk is open; a choice when this consultant answers for several. */
export function DeskSwitch({ me }: { readonly me: Me }) {
  const desk = useOpenDesk();
  if (!desk) return null;
  if (me.callees.length > 1) return <Choice me={me} desk={desk} />;
  return <span className="shell-desk">{me.callees[0]?.name}</span>;
}

function Choice({ me, desk }: { readonly me: Me; readonly desk: Desk }) {
  const { openDesk } = useConsole();
  const { shell } = useTexts();
  // The call belongs to the connection of the desk that is open.
  const consulting = useStore(desk.session.store, (state) => isConsulting(state.consultation));
  return (
    <NativeSelect
      className="desk-switch"
      aria-label={shell.desk}
      value={desk.callee}
      disabled={consulting}
      data={me.callees.map(({ slug, name }) => ({ value: slug, label: name }))}
      onChange={(event) => {
        const slug = event.currentTarget.value;
        const callee = me.callees.find((known) => known.slug === slug);
        if (callee) openDesk(callee.slug);
      }}
    />
  );
}
