import { type FormEvent, useState } from 'react';
import type { Check } from './account/checks.ts';
import { type ProblemWords, wordsOf } from './account/problem-words.ts';
import { useTexts } from './console-context.tsx';
import type { Problem } from './server-api.ts';

export interface FormOptions<Name extends string> {
  readonly initial: Readonly<Record<Name, string>>;
  readonly checks: Readonly<Record<Name, Check>>;
  /** @returns null when done, else why not */
  readonly submit: (values: Readonly<Record<Name, string>>) => Promise<Problem | null>;
}

/** The properties of an input: its name, value, what is wrong with it, and how it changes. */
export interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
}

const NO_PROBLEM: ProblemWords = { fields: {}, whole: null };

/** What is typed into a form, what is wrong with it, and whether it is on its way. */
export function useForm<Name extends string>({ initial, checks, submit }: FormOptions<Name>) {
  const texts = useTexts();
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState(NO_PROBLEM);
  const [state, setState] = useState<'open' | 'sending' | 'sent'>('open');

  /** Takes what was typed; what was wrong with it before is no longer known to be. */
  const change = (changed: Partial<Record<Name, string>>) => {
    setValues((before) => ({ ...before, ...changed }));
    setProblem(({ fields }) => ({
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in changed))),
      whole: null,
    }));
    setState('open');
  };

  const show = (form: HTMLFormElement, words: ProblemWords) => {
    setProblem(words);
    focusFirst(form, Object.keys(words.fields));
  };

  const send = async (form: HTMLFormElement) => {
    const wrong = (Object.entries(checks) as [Name, Check][]).flatMap(([name, check]) => {
      const words = check(values[name], texts);
      return words === null ? [] : [[name, words] as const];
    });
    if (wrong.length > 0) return show(form, { fields: Object.fromEntries(wrong), whole: null });
    setProblem(NO_PROBLEM);
    setState('sending');
    const refused = await submit(values);
    setState(refused ? 'open' : 'sent');
    if (refused) show(form, wordsOf(refused, texts));
  };

  return {
    values,
    /** For the whole form; null when the fields say it all. */
    problem: problem.whole,
    sending: state === 'sending',
    sent: state === 'sent',
    set: change,
    field: (name: Name): FieldProps => ({
      name,
      value: values[name],
      error: problem.fields[name],
      onChange(event) {
        // A computed key of a type parameter is `string` to the compiler.
        change({ [name]: event.currentTarget.value } as Partial<Record<Name, string>>);
      },
    }),
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      if (state !== 'sending') void send(event.currentTarget);
    },
  };
}

/** Focuses the first field, in the order of the page, that has a problem. */
function focusFirst(form: HTMLFormElement, names: readonly string[]) {
  for (const element of form.elements) {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) continue;
    if (names.includes(element.name)) return element.focus();
  }
}
