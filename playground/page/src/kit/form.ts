/** What the controls of a message, a window or Home hold until it is sent. */
import { createContext, useContext, useState } from "react";
import { useStage } from "../stage";
import type { Block, Json, Owner } from "../types";

/** By block_id, then by action_id. */
export type Values = Record<string, Record<string, unknown>>;

export interface Form {
  owner: Owner;
  values: Values;
  errors: Record<string, string>;
  hold: (block: string, action: string, value: unknown) => void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error("outside of a form");
  return form;
}

const put = (values: Values, block: string, action: string, value: unknown): Values => ({
  ...values, [block]: { ...values[block], [action]: value },
});

export function useValues(): [Values, Form["hold"]] {
  const [values, setValues] = useState<Values>({});
  return [values, (block, action, value) => setValues((now) => put(now, block, action, value))];
}

/** Where a control's owner is, as the acts name it. */
export function placeOf(owner: Owner, block: Block): Json {
  const { kind: _, ...where } = owner;
  return { ...where, block: block.block_id };
}

/** What an element began with, in the form in which it is held. */
function initialOf(element: Block): unknown {
  const first = Object.keys(element).find((name) => name.startsWith("initial_"));
  return first ? element[first] : undefined;
}

export interface Control {
  /** What it holds now: chosen, typed, or what it began with. */
  value: any;
  busy: boolean;
  /** Holds this without telling the app. */
  hold: (value: unknown) => void;
  /** Tells the app that it was used. */
  use: (value?: unknown, label?: string) => Promise<void>;
  /** Holds this, and tells the app at once unless the form is still to be sent. */
  choose: (value: unknown) => void;
}

/** One control of a block. `held` turns what it began with into what is held. */
export function useControl(element: Block, block: Block, held = (value: any): unknown => value): Control {
  const form = useForm();
  const { act } = useStage();
  const [busy, setBusy] = useState(false);
  const [id, action] = [block.block_id ?? "", element.action_id as string];
  const kept = form.values[id]?.[action];
  const sends = block.type !== "input" || block.dispatch_action;

  const use = async (value?: unknown, label?: string): Promise<void> => {
    setBusy(true);
    const carries = !/button|overflow/.test(element.type);
    const values = carries ? put(form.values, id, action, value) : form.values;
    await act("click", { ...placeOf(form.owner, block), action, value, values, label: label ?? element.text?.text });
    setBusy(false);
  };
  const hold = (value: unknown): void => form.hold(id, action, value);
  const choose = (value: unknown): void => {
    hold(value);
    if (sends) void use(value);
  };
  return { value: kept === undefined ? held(initialOf(element)) : kept, busy, hold, use, choose };
}
