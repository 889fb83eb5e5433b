/** Menus of one choice or of several: listed here, people, channels, or what the app finds. */
import { useEffect } from "react";
import { useStage, type Stage } from "../stage";
import type { Block, Json } from "../types";
import { act } from "../wire";
import { useConfirm } from "./Confirm";
import type { ControlProps } from "./Control";
import { placeOf, useControl, useForm } from "./form";
import { Suggest } from "./Suggest";

const named = (value: string, text: string): Json => ({ value, text: { type: "plain_text", text } });

/** The options of a menu, in their groups; one group without a name where there are none. */
function groupsOf(element: Block, stage: Stage): { label: string; options: Json[] }[] {
  const bare = element.type.replace("multi_", "");
  const { people, channels } = stage.seen;
  if (bare === "users_select") return [{ label: "", options: people.map((one) => named(one.id, one.real_name)) }];
  if (bare === "channels_select" || bare === "conversations_select") {
    const asked = element.filter?.include ?? (bare === "channels_select" ? ["public"] : ["public", "private"]);
    const held = channels.filter((one) => asked.includes(one.kind));
    return [{ label: "", options: held.map((one) => named(one.id, `#${one.name}`)) }];
  }
  if (!element.option_groups) return [{ label: "", options: element.options ?? [] }];
  return element.option_groups.map((one: Json) => ({ label: one.label.text, options: one.options }));
}

const placeholderOf = (element: Block, otherwise: string): string => element.placeholder?.text ?? otherwise;

/** One of what is listed. */
export function Select({ element, block, id, describedBy }: ControlProps) {
  const stage = useStage();
  const here = stage.place.kind === "channel" ? stage.place.id : undefined;
  const { value, choose, hold } = useControl(element, block, (initial) => initial?.value ?? initial);
  const first = element.default_to_current_conversation && !element.initial_conversation ? here : undefined;
  useEffect(() => { if (first) hold(first); }, []);
  const [ask, question] = useConfirm(element.confirm);
  const placeholder = placeholderOf(element, "Choose…");
  return (
    <>
      <select id={id} className="field" aria-label={id ? undefined : placeholder} aria-describedby={describedBy}
        value={value ?? ""} onChange={(event) => { const next = event.target.value; ask(() => choose(next)); }}>
        <option value="" disabled={!block.optional}>{placeholder}</option>
        {groupsOf(element, stage).map(({ label, options }) => {
          const held = options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.description ? `${one.text.text} · ${one.description.text}` : one.text.text}
            </option>
          ));
          return label ? <optgroup key={label} label={label}>{held}</optgroup> : held;
        })}
      </select>
      {question}
    </>
  );
}

/** What the app finds for the letters typed, its groups' names beside the options. */
function useFinding(element: Block, block: Block): (text: string) => Promise<Json[]> {
  const { owner } = useForm();
  const { me, tell } = useStage();
  return async (text) => {
    try {
      const told = await act("suggest", { user: me.id, ...placeOf(owner, block), action: element.action_id, text });
      return (told.options as Json[]).flatMap((one) =>
        one.options ? one.options.map((held: Json) => ({ description: one.label, ...held })) : [one]);
    } catch (fault) {
      tell((fault as Error).message);
      return [];
    }
  };
}

/** One of what the app finds. */
export function External({ element, block, id, describedBy }: ControlProps) {
  const { value, choose } = useControl(element, block);
  const [ask, question] = useConfirm(element.confirm);
  const find = useFinding(element, block);
  const placeholder = placeholderOf(element, "Type to find…");
  return (
    <>
      <Suggest id={id} label={id ? undefined : placeholder} describedBy={describedBy} placeholder={placeholder}
        least={element.min_query_length ?? 3} chosen={value?.text?.text ?? ""} find={find}
        choose={(option) => ask(() => choose(option))} clear={block.optional ? () => choose("") : undefined} />
      {question}
    </>
  );
}

/** Several of what is listed, or of what the app finds: those chosen stand above the field. */
export function Several({ element, block, id, describedBy }: ControlProps) {
  const stage = useStage();
  const external = element.type === "multi_external_select";
  const listed = groupsOf(element, stage).flatMap((one) => one.options);
  const { value, choose } = useControl(element, block, (initial) =>
    (initial ?? []).map((one: any) => (external ? one : (one.value ?? one))));
  const found = useFinding(element, block);
  const chosen: Json[] = (value as any[]).map((one) =>
    external ? one : (listed.find((option) => option.value === one) ?? named(one, one)));
  const has = (option: Json): boolean => chosen.some((one) => one.value === option.value);
  const keep = (options: Json[]): void => choose(external ? options : options.map((one) => one.value));
  const find = async (text: string): Promise<Json[]> => {
    const near = (one: Json): boolean => one.text.text.toLowerCase().includes(text.toLowerCase());
    return (external ? await found(text) : listed.filter(near)).filter((one) => !has(one));
  };
  const full = chosen.length >= (element.max_selected_items ?? 100);
  const placeholder = placeholderOf(element, "Choose…");
  return (
    <div className="several">
      {chosen.map((option) => (
        <button key={option.value} type="button" className="token" aria-label={`Remove ${option.text.text}`}
          onClick={() => keep(chosen.filter((one) => one.value !== option.value))}>
          {option.text.text} <span aria-hidden>×</span>
        </button>
      ))}
      {full ? (
        <small id={id}>No more can be chosen.</small>
      ) : (
        <Suggest id={id} label={id ? undefined : placeholder} describedBy={describedBy} placeholder={placeholder}
          least={external ? (element.min_query_length ?? 3) : 0} chosen="" find={find}
          choose={(option) => keep([...chosen, option])} />
      )}
    </div>
  );
}
