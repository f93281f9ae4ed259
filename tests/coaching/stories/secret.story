A key is masked at once, said so, and never stands in the rewrite.

> why does this fail: curl -H "Authorization: Bearer sk-proj-abcdefghijklmnopqrstuvwx123456" https://api.example.com/v2/orders?page=3
- sk-proj
< mask
< https://api.example.com/v2/orders?page=3
> details
- sk-proj
