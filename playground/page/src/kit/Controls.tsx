/** Everything that can be pressed, chosen or filled in. */
import { useId, useRef, useState } from "react";
import { act } from "../wire";
import { useStage } from "../stage";
import type { Block, Json, Owner } from "../types";
import { Confirm, Menu } from "./Menu";
import { Suggest } from "./Suggest";

export type Values = Record<string, unknown>;

interface Form {
  owner: Owner;
  values?: Values;
  errors?: Record<string, string>;
  onValue?: (action: string, value: unknown) => void;
}

interface Props extends Form {
  element: Block;
  label?: string;
  describedBy?: string;
}

const plain = (held: { text: string } | undefined): string => held?.text ?? "";

/** Uses a control: at once where it stands free, or kept until the form is sent. */
function useUse({ element, owner, values, onValue }: Props) {
  const stage = useStage();
  const [busy, setBusy] = useState(false);
  const use = async (value?: unknown, label?: string): Promise<void> => {
    const { kind: _, ...where } = owner;
    setBusy(true);
    const body = { ...where, action: element.action_id, value, values, label: label ?? plain(element.text) };
    await stage.act("click", body);
    setBusy(false);
  };
  const choose = (value: unknown): void => {
    onValue?.(element.action_id, value);
    if (!onValue || element.in_form !== true || element.dispatch) void use(value);
  };
  return { use, choose, busy };
}

export function Control(props: Props) {
  const { element } = props;
  switch (element.type) {
    case "button":
    case "workflow_button":
    case "icon_button":
      return <Button {...props} />;
    case "feedback_buttons":
      return (
        <>
          {["positive_button", "negative_button"].map((name) => (
            <Button key={name} {...props} element={{ ...element[name], type: "button", action_id: element.action_id }} />
          ))}
        </>
      );
    case "overflow":
      return <Overflow {...props} />;
    case "checkboxes":
    case "radio_buttons":
      return <Choices {...props} />;
    case "external_select":
      return <External {...props} />;
    case "image":
      return <span className="muted">[{element.alt_text}]</span>;
    default:
      if (/select$/.test(element.type)) return <Select {...props} />;
      if (/input$|picker$/.test(element.type)) return <Field {...props} />;
      return <span className="muted">A {element.type} cannot be used here.</span>;
  }
}

function Button(props: Props) {
  const { element } = props;
  const { use, busy } = useUse(props);
  const [asking, setAsking] = useState(false);
  const text = plain(element.text);
  const kind = `button ${element.style ?? ""}`;
  if (element.url && /^https?:/i.test(element.url)) {
    return (
      <a className={kind} href={element.url} target="_blank" rel="noopener noreferrer"
        aria-label={element.accessibility_label} onClick={() => void use(element.value)}>
        {text}
      </a>
    );
  }
  return (
    <>
      <button type="button" className={kind} aria-label={element.accessibility_label} aria-busy={busy}
        onClick={() => (element.confirm ? setAsking(true) : void use(element.value))}>
        {text}
      </button>
      {asking && (
        <Confirm asked={element.confirm} close={() => setAsking(false)} then={() => void use(element.value)} />
      )}
    </>
  );
}

function Overflow(props: Props) {
  const { use } = useUse(props);
  return (
    <Menu
      label={props.label ?? "More"}
      choices={props.element.options.map((one: Json) => ({
        label: plain(one.text as { text: string }),
        choose: () => void use(one.value, plain(one.text as { text: string })),
      }))}
    />
  );
}

function optionsOf(element: Block, people: Json[], channels: Json[]): Json[] {
  const named = (held: Json[], name: string) =>
    held.map((one) => ({ value: one.id, text: { text: one[name] } }));
  if (/users_select$/.test(element.type)) return named(people, "real_name");
  if (/(channels|conversations)_select$/.test(element.type)) return named(channels, "name");
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((one: Json) => one.options)];
}

function initialOf(element: Block): unknown {
  const first = Object.keys(element).find((name) => name.startsWith("initial_"));
  if (!first) return undefined;
  const held = element[first];
  if (Array.isArray(held)) return held.map((one) => one?.value ?? one);
  return held?.value ?? held;
}

function useHeld({ element, values }: Props): [unknown, (value: unknown) => void] {
  const [held, setHeld] = useState<unknown>(initialOf(element));
  const kept = values?.[element.action_id];
  return [kept === undefined ? held : kept, setHeld];
}

function Select(props: Props) {
  const { element } = props;
  const { seen } = useStage();
  const { choose } = useUse(props);
  const [held, setHeld] = useHeld(props);
  const several = element.type.startsWith("multi_");
  const options = optionsOf(element, seen.people, seen.channels);
  const label = props.label ?? plain(element.placeholder) ?? "Choose";
  return (
    <select
      className="field" aria-label={label} aria-describedby={props.describedBy} multiple={several}
      value={(held as string) ?? (several ? [] : "")}
      onChange={(event) => {
        const chosen = [...event.target.selectedOptions].map((one) => one.value);
        setHeld(several ? chosen : chosen[0]);
        choose(several ? chosen : chosen[0]);
      }}
    >
      {!several && <option value="" disabled>{plain(element.placeholder) || "Choose…"}</option>}
      {options.map((one) => (
        <option key={one.value} value={one.value}>{plain(one.text)}</option>
      ))}
    </select>
  );
}

function External(props: Props) {
  const { element, owner } = props;
  const { me, tell } = useStage();
  const { choose } = useUse(props);
  const { kind: _, ...where } = owner;
  const find = async (text: string): Promise<Json[]> => {
    try {
      const told = await act("suggest", { user: me.id, ...where, action: element.action_id, text });
      return (told.options as Json[]).flatMap((one) => one.options ?? [one]);
    } catch (fault) {
      tell((fault as Error).message);
      return [];
    }
  };
  return (
    <Suggest
      label={props.label ?? plain(element.placeholder)}
      placeholder={plain(element.placeholder) || "Type to find…"}
      least={element.min_query_length ?? 3}
      initial={plain(element.initial_option?.text)}
      find={find}
      choose={choose}
    />
  );
}

function Choices(props: Props) {
  const { element, label } = props;
  const { choose } = useUse(props);
  const [held, setHeld] = useHeld(props);
  const name = useId();
  const several = element.type === "checkboxes";
  const chosen = (several ? ((held as string[]) ?? []) : [held]) as unknown[];
  const change = (value: string, on: boolean): void => {
    const next = several ? [...chosen.filter((one) => one !== value), ...(on ? [value] : [])] : value;
    setHeld(next);
    choose(next);
  };
  return (
    <fieldset className="choices">
      <legend className={label ? "" : "unseen"}>{label ?? "Choose"}</legend>
      {element.options.map((one: Json) => (
        <label key={one.value}>
          <input type={several ? "checkbox" : "radio"} name={name} checked={chosen.includes(one.value)}
            onChange={(event) => change(one.value, event.target.checked)} />
          <span>
            {plain(one.text)}
            {one.description && <small>{plain(one.description)}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const TYPES: Record<string, string> = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "number",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

function Field(props: Props) {
  const { element, label, describedBy } = props;
  const { choose } = useUse(props);
  const [held, setHeld] = useHeld(props);
  const timer = useRef<number | undefined>(undefined);
  const change = (typed: string): void => {
    setHeld(typed);
    const value = element.type === "datetimepicker" ? Math.floor(Date.parse(typed) / 1000) : typed;
    props.onValue?.(element.action_id, value);
    window.clearTimeout(timer.current);
    if (element.in_form !== true || element.dispatch) {
      timer.current = window.setTimeout(() => choose(value), 300);
    }
  };
  const common = {
    className: "field",
    "aria-label": label ?? (plain(element.placeholder) || "Value"),
    "aria-describedby": describedBy,
    placeholder: plain(element.placeholder),
    minLength: element.min_length,
    maxLength: element.max_length,
    value: (held as string) ?? "",
  };
  if (element.multiline) {
    return <textarea {...common} rows={5} onChange={(event) => change(event.target.value)} />;
  }
  return <input {...common} type={TYPES[element.type] ?? "text"} onChange={(event) => change(event.target.value)} />;
}

/** A labelled field of a form, with its hint and what was wrong with it. */
export function InputBlock({ block, ...form }: Form & { block: Block }) {
  const id = useId();
  const label = plain(block.label);
  const error = form.errors?.[block.block_id ?? ""];
  const element = { ...block.element, in_form: true, dispatch: block.dispatch_action };
  return (
    <div className={`input-block ${error ? "wrong" : ""}`}>
      {!/checkboxes|radio/.test(element.type) && (
        <div className="input-label">
          {label} {block.optional && <small>(optional)</small>}
        </div>
      )}
      <Control element={element} label={label} describedBy={error || block.hint ? id : undefined} {...form} />
      <div id={id}>
        {error && <p className="error" role="alert">{error}</p>}
        {block.hint && <p className="hint">{plain(block.hint)}</p>}
      </div>
    </div>
  );
}
