"""The first characters of Chinese names."""

#: Frequent ones: where three characters are a name by their first one alone.
FREQUENT_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾"
    "夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤易施柯虞闻章俞鲁岳欧阮祝左耿关兰焦辛裴闵车米"
)
#: Of people that papers name, Traditional ones too: where nothing else says that it is a name.
COMMON_SURNAMES = FREQUENT_SURNAMES | frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武"
    "戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯"
    "纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时阳穆农司卓古吉"
    "缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
    "郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉晋郁"
    "张劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭於蔣葉蘇魏呂盧薑鍾譚陸範賈韋鄒閆閻龍陶賀顧龔邵萬錢嚴賴覃湯溫莊聶魯歐關蘭"
    "喬齊龐顏鄺遲欒聞邊榮時嶽藍滿厲勞諶樓倉蘆賓賽紀畢單駱藍遊靳鮑華饒繆簡車項連麥婁竇黨宮費衛應閔鄔師樂鳳賁談儲劉賴赖涵尉凤经来束宿蓬池"
)
#: And rare ones, many of them words as well: where a role (记者) says that a name follows.
SURNAMES = COMMON_SURNAMES | frozenset(
    "上东丰乌习云人从仝令伊伏元充利别印危双咸国宣宰家容富寿居屠山巴干平幸广廉弓弘强怀慕扈支昌晁权杭步水沃"
    "洪浦湛牧狄祖禹秋竺索终羊能芮花苍荀蒲蔚薄融衡裘计诸贝贡越通都钮阴阿韶鱼鹿"
)
