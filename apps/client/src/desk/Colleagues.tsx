import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import type { Me } from '../server-api.ts';
import type { Desk } from './desk.ts';

export interface ColleaguesProps {
  readonly desk: Desk;
  readonly me: Me;
}

/** Who answers for this desk, and what they are doing. */
export function Colleagues({ desk, me }: ColleaguesProps) {
  const { colleagues: words } = useTexts();
  const view = useStore(desk.session.store, (state) => state.desk);
  if (!view) return null;
  return (
    <section className="card" aria-labelledby="colleagues-title">
      <h2 id="colleagues-title">{words.title}</h2>
      <ul className="colleagues" aria-labelledby="colleagues-title">
        {view.consultants.map(({ id, name, available, inRoom }) => {
          const helped = view.helped.find(({ consultant }) => consultant === id);
          const doing = helped
            ? words.helping(helped.name)
            : inRoom
              ? words.inRoom
              : available
                ? words.available
                : words.unavailable;
          const isBusy = helped !== undefined || inRoom;
          return (
            <li key={id}>
              <span
                className="dot"
                data-state={isBusy ? 'helping' : available ? 'available' : 'away'}
                aria-hidden="true"
              />
              <span>
                {name}
                {id === me.consultant.id && ` (${words.you})`}
              </span>
              <span className="quiet small">{doing}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
