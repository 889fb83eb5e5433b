/** What is typed: words, numbers, dates, times, and files. */
import { useRef } from "react";
import { useStage } from "../stage";
import type { FileShape } from "../types";
import { hold as upload } from "../wire";
import type { ControlProps } from "./Control";
import { localTime, momentOf } from "./dates";
import { useControl } from "./form";

const KINDS: Record<string, string> = {
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};
const SOON = 600;

/** Told to the app when one leaves it or presses Enter; pickers and `on_character_entered` soon after a change. */
export function Field({ element, block, id, label, describedBy }: ControlProps) {
  const { me } = useStage();
  const { value, hold, use } = useControl(element, block);
  const timer = useRef<number | undefined>(undefined);
  const told = useRef(value);
  const picker = /picker$/.test(element.type);
  const moment = element.type === "datetimepicker";
  const shown = moment && typeof value === "number" ? localTime(value, me.tz) : (value ?? "");
  const when: string[] = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const sends = block.type !== "input" || block.dispatch_action;

  const send = (next: unknown): void => {
    window.clearTimeout(timer.current);
    if (!sends || next === told.current) return;
    told.current = next;
    void use(next);
  };
  const change = (typed: string): void => {
    const next = moment ? (momentOf(typed, me.tz) ?? "") : typed;
    hold(next);
    window.clearTimeout(timer.current);
    if (picker || when.includes("on_character_entered")) timer.current = window.setTimeout(() => send(next), SOON);
  };
  const enter = (event: React.KeyboardEvent): void => {
    if (event.key !== "Enter" || !sends || element.multiline) return;
    event.preventDefault();
    told.current = undefined;
    if (picker || when.includes("on_enter_pressed")) send(value ?? "");
  };
  const common = {
    id,
    className: "field",
    "aria-label": id ? undefined : (element.placeholder?.text ?? label ?? "Value"),
    "aria-describedby": describedBy,
    "aria-required": block.type === "input" && !block.optional,
    "data-focus": element.focus_on_load || undefined,
    placeholder: element.placeholder?.text,
    value: shown,
    onKeyDown: enter,
    onBlur: () => { if (picker) send(value); },
  };
  if (element.multiline) return <textarea {...common} rows={5} onChange={(event) => change(event.target.value)} />;
  return (
    <input {...common} type={KINDS[element.type] ?? "text"} inputMode={element.type === "number_input" ? "decimal" : undefined}
      onChange={(event) => change(event.target.value)} />
  );
}

/** Files that go with a form. */
export function Files({ element, block, id, describedBy }: ControlProps) {
  const { me, tell } = useStage();
  const { value, choose } = useControl(element, block, () => []);
  const most = element.max_files ?? 10;
  const take = async (files: File[]): Promise<void> => {
    try {
      const held = await Promise.all(files.slice(0, most).map((file) => upload(me.id, file)));
      choose(held);
    } catch (fault) {
      tell((fault as Error).message);
    }
  };
  return (
    <>
      <input id={id} type="file" className="field" aria-describedby={describedBy} multiple={most > 1}
        accept={element.filetypes?.map((one: string) => `.${one}`).join(",")}
        onChange={(event) => void take([...(event.target.files ?? [])])} />
      {value.length > 0 && <small>{value.map((one: FileShape) => one.name).join(", ")}</small>}
    </>
  );
}
