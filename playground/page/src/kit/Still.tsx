/** The blocks that are only read. */
import type { Block, Json } from "../types";
import { RichText } from "./RichText";
import { Address, TextOf } from "./Text";

export function Still({ block }: { block: Block }) {
  switch (block.type) {
    case "section": return <Section block={block} />;
    case "rich_text": return <RichText block={block} />;
    case "header": return <h3 className="header"><TextOf text={block.text} /></h3>;
    case "context": return <Context block={block} />;
    case "divider": return <hr />;
    case "image": return <Picture image={block} />;
    case "markdown": return <div className="words">{block.text}</div>;
    case "alert": return <div className={`alert ${block.level ?? "default"}`} role="note"><TextOf text={block.text} /></div>;
    case "table":
    case "data_table": return <Table block={block} />;
    case "video": return <Video block={block} />;
    default: return <p className="muted">A block of type {block.type} is not drawn here: see What Slack gets.</p>;
  }
}

function Section({ block }: { block: Block }) {
  return (
    <>
      {block.text && <div className="words"><TextOf text={block.text} /></div>}
      {block.fields && (
        <div className="fields">
          {block.fields.map((field: Json, index: number) => (
            <div key={index} className="words"><TextOf text={field} /></div>
          ))}
        </div>
      )}
    </>
  );
}

const Context = ({ block }: { block: Block }) => (
  <div className="context">
    {block.elements.map((element: Json, index: number) =>
      element.type === "image" ? (
        <Picture key={index} image={element} />
      ) : (
        <span key={index} className="words"><TextOf text={element} /></span>
      ))}
  </div>
);

/** No picture is fetched from elsewhere: its description stands in its place. */
export const Picture = ({ image }: { image: Json }) => (
  <span className="picture">
    {image.title && <strong><TextOf text={image.title} /> </strong>}
    <span className="picture-words">Picture: {image.alt_text}</span>
  </span>
);

const Video = ({ block }: { block: Block }) => (
  <p className="picture">
    <Address href={block.title_url ?? block.video_url}><TextOf text={block.title} /></Address>{" "}
    <span className="picture-words">Video: {block.alt_text}</span>
  </p>
);

function Table({ block }: { block: Block }) {
  const headed = block.type === "data_table";
  const rows: Json[][] = headed ? block.rows.slice(1) : block.rows;
  const columns: Json[] = block.column_settings ?? [];
  return (
    <div className="table" tabIndex={0} role="group" aria-label={block.caption ?? "Table"}>
      <table>
        {block.caption && <caption>{block.caption}</caption>}
        {headed && (
          <thead>
            <tr>{block.rows[0].map((cell: Json, index: number) => <th key={index} scope="col"><Cell cell={cell} /></th>)}</tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={columns[column]?.align ?? (cell.type === "raw_number" ? "right" : "")}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: Json }) {
  if (cell.type === "rich_text") return <RichText block={cell as Block} />;
  return <>{cell.text ?? cell.value}</>;
}
