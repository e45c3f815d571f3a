// Ways to hand a card over: an address on GitHub, a letter, the clipboard, a file.
import { fill } from "../words.js";

const LONGEST = 8000; // Characters that an address may have; longer ones are refused by the servers on the way.

// Where a card can be made or mended, and whether its text is in the address; else it has to be pasted there.
const githubAddress = ({ slug: name, text, isMended }, repository) => {
  const slug = encodeURIComponent(name);
  if (isMended) return { address: `${repository}practices/${slug}.yaml`, isFilled: false };
  const page = `${repository.replace("/edit/", "/new/")}practices?filename=${slug}.yaml`;
  const address = `${page}&value=${encodeURIComponent(text)}`;
  return address.length <= LONGEST ? { address, isFilled: true } : { address: page, isFilled: false };
};

const writeLetter = ({ slug, title, text }, said) => {
  const subject = fill(said.mail_subject, { title });
  const body = `${fill(said.mail_text, { file: `${slug}.yaml` })}\n${text}`;
  return { address: `mailto:?subject=${encodeURIComponent(subject)}`, body };
};

const copyText = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};

const download = (text, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

// Makes the buttons work. `readCard` gives the card as it is then: its text, slug, title, and whether it is a mended
// one; `say` tells what has happened.
export const offerWays = (form, { said, repository }, readCard, say) => {
  const find = (name) => form.querySelector(`[data-${name}]`);

  const offerLink = (text, address, label) => {
    Object.assign(find("follow-link"), { href: address, textContent: label, target: "_blank", rel: "noopener" });
    find("follow").hidden = false;
    say(text);
  };
  const showFile = () => {
    find("file").closest("details").open = true;
    say(said.not_copied);
  };
  const ways = {
    github: async () => {
      const card = readCard();
      const { address, isFilled } = githubAddress(card, repository);
      if (!isFilled && !(await copyText(card.text))) showFile();
      else offerLink(isFilled ? said.github_ready : said.github_paste, address, said.github_open);
    },
    mail: async () => {
      const letter = writeLetter(readCard(), said);
      if (await copyText(letter.body)) offerLink(said.mail_ready, letter.address, said.mail_open);
      else showFile();
    },
    "copy-card": async () => {
      if (await copyText(readCard().text)) say(said.copied);
      else showFile();
    },
    download: () => {
      const { text, slug } = readCard();
      download(text, `${slug}.yaml`);
      say(said.downloaded);
    },
  };
  for (const [name, hand] of Object.entries(ways)) find(name)?.addEventListener("click", hand);
};
