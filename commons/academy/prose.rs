//! The text of a lesson: paragraphs by blank lines, `## ` before a heading, `- ` before each thing of a list.

/// A piece of a text, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    Words(String),
    List(Vec<String>),
}

/// What a text is made of. Every text is one: what is no heading and no list is words.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut is_new = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_new = true;
            continue;
        }
        let last = blocks.last_mut().filter(|_| !is_new);
        match (last, line.strip_prefix("## "), line.strip_prefix("- ")) {
            (_, Some(heading), _) => blocks.push(Block::Heading(heading.trim().to_owned())),
            (Some(Block::List(items)), _, Some(item)) => items.push(item.trim().to_owned()),
            (_, _, Some(item)) => blocks.push(Block::List(vec![item.trim().to_owned()])),
            (Some(Block::Words(words)), ..) => {
                words.push('\n');
                words.push_str(line);
            }
            _ => blocks.push(Block::Words(line.to_owned())),
        }
        is_new = line.starts_with("## ");
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_it_is_written() {
        let words = |text: &str| Block::Words(text.into());
        let text = "光线\n\n## 窗边\n上午最好。\n不要开灯。\n\n- 手机\n- 白纸\n\nend";
        let expected = [
            words("光线"),
            Block::Heading("窗边".into()),
            words("上午最好。\n不要开灯。"),
            Block::List(vec!["手机".into(), "白纸".into()]),
            words("end"),
        ];
        assert_eq!(blocks(text), expected);
        assert_eq!(blocks(" \n\n "), []);
        assert_eq!(blocks("-no list\n##no heading"), [words("-no list\n##no heading")]);
        assert_eq!(blocks("words\n- item"), [words("words"), Block::List(vec!["item".into()])]);
    }
}
