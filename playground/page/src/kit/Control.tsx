/** Everything that can be pressed, chosen or filled in, by its type. */
import { useId } from "react";
import type { Block } from "../types";
import { Button, Feedback, Overflow } from "./Buttons";
import { Choices } from "./Choices";
import { Field, Files } from "./Fields";
import { useForm } from "./form";
import { External, Select, Several } from "./Selects";
import { Picture } from "./Still";

export interface ControlProps {
  element: Block;
  block: Block;
  /** Of the field, where a label stands for it. */
  id?: string;
  label?: string;
  describedBy?: string;
}

export function Control(props: ControlProps) {
  const { element } = props;
  switch (element.type) {
    case "button":
    case "icon_button": return <Button {...props} />;
    case "feedback_buttons": return <Feedback {...props} />;
    case "overflow": return <Overflow {...props} />;
    case "checkboxes":
    case "radio_buttons": return <Choices {...props} />;
    case "external_select": return <External {...props} />;
    case "file_input": return <Files {...props} />;
    case "image": return <Picture image={element} />;
  }
  if (/^multi_\w+_select$/.test(element.type)) return <Several {...props} />;
  if (/_select$/.test(element.type)) return <Select {...props} />;
  if (/(input|picker)$/.test(element.type)) return <Field {...props} />;
  return <span className="muted">A {element.type} is not drawn here: see What Slack gets.</span>;
}

/** A labelled field of a form, with its hint and what was wrong with it. */
export function InputBlock({ block }: { block: Block }) {
  const { errors } = useForm();
  const id = useId();
  const error = errors[block.block_id ?? ""];
  const label = `${block.label.text}${block.optional ? " (optional)" : ""}`;
  const grouped = /checkboxes|radio/.test(block.element.type);
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={`input-block ${error ? "wrong" : ""}`}>
      {!grouped && <label className="input-label" htmlFor={id}>{label}</label>}
      <Control element={block.element} block={block} label={label} id={grouped ? undefined : id} describedBy={described} />
      {error && <p id={`${id}-error`} className="error" role="alert">{error}</p>}
      {block.hint && <p id={`${id}-hint`} className="hint">{block.hint.text}</p>}
    </div>
  );
}
