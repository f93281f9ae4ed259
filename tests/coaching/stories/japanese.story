A language that the coach doesn't speak is named, read by its structure alone, and never mangled.

> 来週の新製品発表会の案内メールを書いてください。対象は既存顧客200社です。価格には触れないでください。
< Japanese
< of 100
> 帮我写一份周报
< Chinese
< Say in the prompt
- {{
= rewritten
