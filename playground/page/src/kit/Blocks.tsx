/** Blocks as Slack draws them: texts by a kept library, controls by our own, which can act. */
import { memo, useEffect, useMemo, useRef } from "react";
import { Message as Drawn } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";
import { useStage } from "../stage";
import type { Block, Owner } from "../types";
import { Control, InputBlock, type Values } from "./Controls";
import { dateText } from "./dates";

const INTERACTIVE = new Set(["actions", "context_actions", "input"]);

interface Props {
  blocks: Block[];
  owner: Owner;
  values?: Values;
  errors?: Record<string, string>;
  onValue?: (action: string, value: unknown) => void;
}

export const Blocks = memo(function Blocks({ blocks, owner, ...form }: Props) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <OneBlock key={block.block_id ?? index} block={block} owner={owner} {...form} />
      ))}
    </div>
  );
});

function OneBlock({ block, owner, ...form }: Omit<Props, "blocks"> & { block: Block }) {
  if (block.type === "input") return <InputBlock block={block} owner={owner} {...form} />;
  if (INTERACTIVE.has(block.type)) {
    return (
      <div className="block-actions">
        {block.elements.map((element: Block, index: number) => (
          <Control key={element.action_id ?? index} element={element} owner={owner} {...form} />
        ))}
      </div>
    );
  }
  if (block.type === "section" && block.accessory && block.accessory.type !== "image") {
    const { accessory, ...text } = block;
    return (
      <div className="block-with-accessory">
        <Still block={text as Block} />
        <Control element={accessory} owner={owner} {...form} />
      </div>
    );
  }
  return <Still block={block} />;
}

/** Words as somebody typed them, drawn like a section. */
export function Words({ text }: { text: string }) {
  const block = useMemo(() => ({ type: "section", text: { type: "mrkdwn", text } }), [text]);
  return <Still block={block} />;
}

const Still = memo(function Still({ block }: { block: Block }) {
  const { seen, theme, me } = useStage();
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The library gives every message the same id: a page of many must not.
    for (const one of at.current?.querySelectorAll("[id]") ?? []) one.removeAttribute("id");
  });
  const data = useMemo(
    () => ({
      users: seen.people.map((one) => ({ id: one.id, name: one.real_name })),
      channels: seen.channels.map((one) => ({ id: one.id, name: one.name })),
      user_groups: [],
    }),
    [seen.people, seen.channels],
  );
  const hooks = useMemo(
    () => ({
      link: ({ href, children }: { href: string; children?: React.ReactNode }) =>
        /^https?:/i.test(href) ? (
          <a href={href} target="_blank" rel="noopener noreferrer">{children}</a>
        ) : (
          <span>{children}</span>
        ),
      date: (told: { timestamp: string; format: string; fallback: string }) => (
        <time>{dateText(Number(told.timestamp), told.format, me.tz) || told.fallback}</time>
      ),
    }),
    [me.tz],
  );
  return (
    <div ref={at}>
      <Drawn
        blocks={[block] as never}
        name=""
        logo=""
        withoutWrapper
        theme={theme}
        data={data as never}
        hooks={hooks as never}
      />
    </div>
  );
});
