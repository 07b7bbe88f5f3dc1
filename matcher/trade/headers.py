"""How the columns of trade files are called, in the languages of customs offices.

Data only. A header is lower case letters and digits, everything else a space. It names a role
and a field of it ("consignee address", `адрес получателя`, 收货人地址) or a field of the
shipment ("hs code").
"""

ROLES: dict[str, str] = {
    "shipper": (
        "shipper|shipper exporter|exporter|exporting company|exporter of record|consignor|sender|"
        "shipped by|foreign shipper|отправитель|грузоотправитель|экспортер|экспортёр|"
        "发货人|发货单位|出口商|出口企业|境内发货人|境内收发货人|托运人|發貨人|出口商名稱|托運人|"
        "荷送人|輸出者|輸出業者|송하인|수출자|수출업체|"
        "exportador|embarcador|remitente|remetente|expediteur|exportateur|versender|absender|"
        "ausfuhrer|exporteur|ihracatci|gonderici|gonderen|nguoi xuat khau|nha xuat khau|"
        "nguoi gui hang|eksportir|pengirim|esportatore|mittente|nadawca|eksporter|المصدر|الشاحن"
    ),
    "seller": (
        "seller|vendor|supplier|supplier vendor|продавец|поставщик|卖方|供应商|賣方|供應商|売主|판매자|"
        "공급자|vendedor|proveedor|fornecedor|vendeur|fournisseur|verkaufer|lieferant|satici|"
        "tedarikci|nguoi ban|nha cung cap|penjual|pemasok|sprzedawca|البائع"
    ),
    "manufacturer": (
        "manufacturer|producer|maker|производитель|изготовитель|生产商|生产销售单位|制造商|製造商|"
        "製造者|제조자|fabricante|productor|fabricant|producteur|hersteller|uretici|imalatci|"
        "nha san xuat|producent"
    ),
    "consignee": (
        "consignee|consignee importer|importer|importing company|importer of record|receiver|"
        "recipient|ultimate consignee|ship to|ship to party|получатель|грузополучатель|импортер|импортёр|"
        "收货人|收货单位|进口商|境外收货人|境外收发货人|消费使用单位|收貨人|進口商|"
        "荷受人|輸入者|輸入業者|수하인|수입자|수입업체|"
        "consignatario|importador|destinatario|importateur|destinataire|empfanger|"
        "warenempfanger|einfuhrer|importeur|ithalatci|alici|nguoi nhap khau|nha nhap khau|"
        "nguoi nhan hang|importir|penerima|importatore|odbiorca|importer odbiorca|المستورد|المرسل اليه"
    ),
    "buyer": (
        "buyer|purchaser|customer|client|bill to|bill to party|sold to|sold to party|покупатель|"
        "контрактодержатель|买方|购买方|客户|買方|客戶|買主|구매자|comprador|cliente|acheteur|"
        "kaufer|kunde|musteri|nguoi mua|pembeli|nabywca|المشتري"
    ),
    "intermediate_consignee": (
        "intermediate consignee|intermediary|intermediary consignee|intermediate party|"
        "промежуточный получатель|посредник|中间收货人|中間收貨人|consignatario intermedio|"
        "destinataire intermediaire|zwischenempfanger|ara alici"
    ),
    "end_user": (
        "end user|enduser|ultimate end user|final user|end customer|final consignee|"
        "конечный пользователь|конечный получатель|конечный потребитель|"
        "最终用户|最終用戶|最终收货人|最終需要者|需要者|최종사용자|usuario final|utilisateur final|"
        "endverwender|endverbraucher|son kullanici"
    ),
    "notify_party": (
        "notify|notify party|notified party|notify name|party to notify|1st notify party|notify party 1|"
        "уведомляемая сторона|уведомить|通知人|通知方|通知先|着荷通知先|통지처|통지인|notificar|"
        "notificado|parte a notificar|notificar a|notifier|partie a notifier|ihbar tarafi|ihbar"
    ),
    "forwarder": (
        "forwarder|freight forwarder|forwarding agent|freight forwarding agent|agent|cargo agent|"
        "logistics provider|экспедитор|агент|货代|货运代理|货运代理人|貨代|通関業者|포워더|운송주선인|"
        "agente de carga|agente|transitaire|spediteur|spedition|nakliye komisyoncusu|spedytor"
    ),
    "declarant": (
        "declarant|customs broker|broker|customs agent|filer|декларант|таможенный представитель|"
        "申报单位|申報單位|报关单位|신고인|agente aduanal|agente de aduana|declarante|despachante|"
        "declarant en douane|zollanmelder|anmelder|beyan sahibi|gumruk musaviri"
    ),
    "carrier": (
        "carrier|shipping line|ocean carrier|transporter|airline|scac carrier|перевозчик|"
        "承运人|运输公司|船公司|承運人|運送人|船会社|운송사|선사|transportista|transportador|"
        "naviera|transporteur|frachtfuhrer|befordederer|beforderer|tasiyici|tasiyan|przewoznik|الناقل"
    ),
    "vessel": (
        "vessel|ship|vessel name|name of vessel|ship name|судно|название судна|наименование судна|"
        "теплоход|船名|船舶|运输工具名称|船舶名稱|선박명|선박|buque|nave|navio|navire|schiff|gemi|"
        "gemi adi|statek|السفينة"
    ),
    "party": (
        "party|company|firm|business|entity|organization|organisation|counterparty|компания|"
        "организация|наименование организации|предприятие|контрагент|公司|企业|企業|公司名称|"
        "会社|会社名|회사|업체|empresa|compania|societe|entreprise|firma|unternehmen|sirket|unvan|"
        "cong ty|perusahaan|azienda|spolka|الشركة"
    ),
}
"""Role -> what it is called, separated by `|`."""

FIELDS: dict[str, str] = {
    "name": (
        "name|names|full name|company|company name|legal name|party|наименование|название|имя|"
        "名称|名|名字|名稱|公司名称|企业名称|명|이름|nombre|nome|razon social|razao social|nom|"
        "raison sociale|bezeichnung|ad|adi|unvani|ten|nama|nazwa|اسم"
    ),
    "address": (
        "address|addr|full address|street address|address line|adress|location|name and address|"
        "адрес|юридический адрес|地址|住所|주소|direccion|domicilio|endereco|adresse|anschrift|"
        "adres|adresi|dia chi|alamat|indirizzo|العنوان|عنوان"
    ),
    "address_part": (
        "address 1|address 2|address 3|address 4|address line 1|address line 2|address line 3|"
        "address1|address2|address3|addr1|addr2|street|city|town|state|province|region|zip|"
        "zip code|zipcode|postal code|postcode|post code|город|улица|область|регион|индекс|"
        "城市|省份|市|省|도시|ciudad|cidade|provincia|ville|code postal|stadt|ort|strasse|plz|"
        "sehir|il|miasto"
    ),
    "country": (
        "country|country code|country name|country iso|iso country|ctry|cntry|nation|jurisdiction|"
        "страна|код страны|国家|国别|国|國家|國別|国名|국가|pais|pays|land|landercode|ulke|ulkesi|"
        "quoc gia|negara|paese|kraj|البلد|الدولة"
    ),
    "innCode": "inn|инн|tin inn",
    "ogrnCode": "ogrn|огрн",
    "uscCode": "usci|uscc|uscc code|统一社会信用代码|社会信用代码|社會信用代碼",
    "leiCode": "lei|lei code",
    "imoNumber": "imo|imo number|imo no|imo code|номер имо|имо",
    "mmsi": "mmsi",
    "registrationNumber": (
        "registration number|reg no|reg number|company number|id|id number|code|registry code|"
        "регистрационный номер|код|окпо|okpo|кпп|kpp|海关编码|企业代码|duns|duns number|eori|"
        "business number|nit|ruc|rut"
    ),
    "taxNumber": (
        "tax id|tax number|tax no|taxpayer id|vat|vat number|vat no|tin|ein|налоговый номер|унп|unp|"
        "бин|税号|納稅人識別號|rfc|cnpj|cuit|gstin|pan|vergi no|vergi numarasi|ma so thue|npwp|nip|"
        "사업자번호|사업자등록번호"
    ),
    "ignore": (
        "phone|telephone|tel|telephone number|phone number|fax|fax number|email|e mail|website|url|"
        "contact|contact person|contact name|телефон|факс|电话|电话号码|传真|telefono|telefone|telefon"
    ),
}
"""Field of a party -> what it is called."""

SHIPMENT: dict[str, str] = {
    "shipment_id": (
        "shipment id|shipment number|shipment no|shipment|bill of lading|bill of lading number|"
        "bill of lading no|b l no|b l number|bl no|bl number|bol|bol number|house bill of lading|"
        "master bill of lading|declaration number|declaration no|entry number|invoice number|"
        "invoice no|record id|row id|awb|awb number|air waybill|номер декларации|номер дт|"
        "номер коносамента|коносамент|номер накладной|报关单号|提单号|提运单号|報關單號|提單號|"
        "申告番号|신고번호|numero de declaracion|conocimiento de embarque|numero de dua|"
        "numero de declaration|beyanname no|konsimento no|so to khai"
    ),
    "date": (
        "date|shipment date|ship date|shipping date|arrival date|date of arrival|departure date|"
        "date of departure|declaration date|export date|import date|date of export|date of import|"
        "registration date|bill of lading date|b l date|bl date|invoice date|transaction date|"
        "actual arrival date|estimated arrival date|дата|дата декларации|дата регистрации|"
        "дата оформления|дата отгрузки|日期|申报日期|出口日期|进口日期|進口日期|出口日期|"
        "申告年月日|輸出日|날짜|신고일|fecha|fecha de embarque|fecha de declaracion|data|"
        "date de declaration|datum|tarih|tescil tarihi|ngay|ngay dang ky|tanggal"
    ),
    "hs_code": (
        "hs|hs code|hscode|hs codes|hs number|hs no|harmonized code|harmonised code|hts|hts code|"
        "htsus|hts number|schedule b|schedule b number|schedule b code|commodity code|tariff code|"
        "tariff number|tariff|customs code|cn code|hsn|hsn code|tn ved|tnved|тн вэд|код тн вэд|"
        "код товара|код тнвэд|тнвэд|商品编码|商品编号|税则号列|hs编码|海关商品编码|商品編碼|稅則號別|"
        "品目番号|統計品目番号|hs코드|품목번호|세번부호|partida arancelaria|codigo arancelario|"
        "subpartida|codigo sa|ncm|code sh|code douanier|nomenclature|warennummer|zolltarifnummer|"
        "gtip|gtip no|gtip kodu|ma hs|kode hs|codice sa|kod cn|رمز النظام المنسق"
    ),
    "goods": (
        "goods|goods description|description|description of goods|commodity|commodity description|"
        "product|product description|product name|cargo|cargo description|item description|"
        "описание|описание товара|наименование товара|товар|商品名称|货物名称|品名|规格型号|貨物名稱|"
        "商品名|품명|상품명|descripcion|descripcion de mercancia|mercancia|mercaderia|mercadoria|"
        "marchandise|designation|designation des marchandises|ware|warenbezeichnung|esya|"
        "esya tanimi|mal tanimi|mo ta hang hoa|ten hang|uraian barang|opis towaru"
    ),
    "origin": (
        "origin|country of origin|origin country|coo|origin country code|country of manufacture|"
        "страна происхождения|код страны происхождения|原产国|原产地|原产国地区|原產地|原產國|原産地|"
        "원산지|원산지국|pais de origen|pais de origem|pays d origine|ursprungsland|mense ulke|"
        "mense ulkesi|mensei|nuoc xuat xu|xuat xu|negara asal|paese di origine|kraj pochodzenia"
    ),
    "destination": (
        "destination|country of destination|destination country|country of ultimate destination|"
        "destination country code|final destination|ultimate destination|страна назначения|"
        "код страны назначения|运抵国|运抵国地区|目的国|最终目的国|目的地|最终目的国地区|運抵國|目的國|"
        "仕向国|仕向地|목적국|pais de destino|pays de destination|bestimmungsland|"
        "varis ulkesi|gidecegi ulke|sevk ulkesi|nuoc den|negara tujuan|paese di destinazione|"
        "kraj przeznaczenia"
    ),
    "value": (
        "value|value usd|usd value|value us|fob|fob value|fob value usd|fob usd|cif|cif value|"
        "cif usd|cif value usd|customs value|statistical value|invoice value|invoice amount|amount|"
        "total value|total amount|total price|declared value|стоимость|таможенная стоимость|"
        "статистическая стоимость|фактурная стоимость|цена|总价|金额|成交总价|美元值|總價|金額|"
        "申告価格|금액|신고가격|valor|valor fob|valor cif|valor aduana|valeur|wert|rechnungsbetrag|"
        "statistischer wert|deger|fatura bedeli|istatistiki kiymet|tri gia|nilai|valore|wartosc"
    ),
    "currency": (
        "currency|currency code|invoice currency|валюта|код валюты|币制|币种|幣別|通貨|통화|moneda|"
        "moeda|devise|wahrung|doviz|doviz cinsi|waluta"
    ),
}
"""Field of the shipment -> what it is called."""
