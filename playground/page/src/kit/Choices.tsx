/** Checkboxes and radio buttons. */
import { useId } from "react";
import type { Json } from "../types";
import { useConfirm } from "./Confirm";
import type { ControlProps } from "./Control";
import { useControl } from "./form";
import { TextOf } from "./Text";

export function Choices({ element, block, label, describedBy }: ControlProps) {
  const several = element.type === "checkboxes";
  const { value, choose } = useControl(element, block, (initial) =>
    several ? (initial ?? []).map((one: Json) => one.value) : initial?.value);
  const [ask, question] = useConfirm(element.confirm);
  const name = useId();
  const order: string[] = element.options.map((one: Json) => one.value);

  const change = (option: string, on: boolean): void =>
    ask(() => {
      const held = new Set(several ? (value as string[]) : []);
      if (on) held.add(option);
      else held.delete(option);
      choose(several ? order.filter((one) => held.has(one)) : option);
    });
  return (
    <fieldset className="choices" aria-describedby={describedBy}>
      <legend className={label ? "input-label" : "unseen"}>{label ?? "Choose"}</legend>
      {element.options.map((option: Json) => (
        <label key={option.value}>
          <input type={several ? "checkbox" : "radio"} name={name}
            checked={several ? value.includes(option.value) : value === option.value}
            onChange={(event) => change(option.value, event.target.checked)} />
          <span>
            <TextOf text={option.text} />
            {option.description && <small><TextOf text={option.description} /></small>}
          </span>
        </label>
      ))}
      {question}
    </fieldset>
  );
}
